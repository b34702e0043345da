import type { NetworkView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Notice } from '../components/Notice.tsx'
import { More, useUnused } from './offers.tsx'
import type { Quoting } from './use-quotes.ts'

type NobodyProps = { quoting: Quoting; sell: NetworkView; buy: NetworkView; onRefresh: () => void }

/** Nobody offers anything: why, that nothing happened, and what can be done. */
export function Nobody({ quoting, sell, buy, onRefresh }: NobodyProps) {
  const unused = useUnused()
  const { error } = quoting
  const failed = error === null ? quoting.failed : [{ label: sell.name, why: error.text }]
  const bridge = sell.chainId !== buy.chainId
  return (
    <div className="swap-nobody" data-testid="swap-nobody">
      <Notice kind={failed.length > 0 ? 'caution' : 'info'} title={titleOf(failed.length > 0)} live>
        {failed.length > 0 ? (
          failed.map(({ label, why }) => (
            <p key={`${label} ${why}`} className="small">
              <strong>{label}:</strong> {why}
            </p>
          ))
        ) : (
          <p>
            {sell.testnet
              ? `No pools are known on ${sell.name}: test coins are not swapped here.`
              : bridge
                ? `Nobody who may be asked brings tokens from ${sell.name} to ${buy.name}.`
                : `No pool on ${sell.name} that this wallet knows holds enough of both. Try a smaller amount or another token.`}
          </p>
        )}
        <p>Nothing was sold or signed.</p>
      </Notice>
      <Button small testId="swap-retry" onClick={onRefresh}>
        Ask again
      </Button>
      {unused.length > 0 && !sell.testnet && <More services={unused} />}
    </div>
  )
}

const titleOf = (failed: boolean): string => (failed ? 'Nobody could be asked' : 'No offer')
