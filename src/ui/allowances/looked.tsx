import type { AllowancesLooked } from '../../messaging/protocol.ts'
import { group } from '../format.ts'
import { useWallet } from '../state.ts'

/** How it is known, network by network: no list of rights is longer than what was looked at. */
export function Looked({ looked, scanning }: { looked: readonly AllowancesLooked[]; scanning: boolean }) {
  const networks = useWallet((state) => state.networks)
  if (looked.length === 0) return null
  return (
    <section className="allowance-looked" data-testid="allowances-looked">
      <h2 className="site-heading">How far this looks</h2>
      <p className="small quiet">
        Found in what each network’s endpoint told of its logs, and read again from the chain now. A right
        that was given in blocks not looked at is not here.
      </p>
      <ul className="small">
        {looked.map((one) => (
          <li key={one.chainId} data-chain-id={one.chainId} data-whole={one.from === 0}>
            <strong>{networks.find(({ chainId }) => chainId === one.chainId)?.name ?? one.chainId}</strong>:{' '}
            {wordsOf(one, scanning)}
            {one.more && ' More than 400 were found; the newest of them are read.'}
            {one.unread > 0 && ` ${one.unread} more could not be read: the contract did not answer.`}
            {one.trouble !== null && <span className="danger-text"> {one.trouble}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function wordsOf({ from, to }: AllowancesLooked, scanning: boolean): string {
  if (from === null || to === null) return scanning ? 'being looked at.' : 'not looked at yet.'
  if (from === 0) return `from its first block to block ${group(String(to))}.`
  return `blocks ${group(String(from))} to ${group(String(to))}${scanning ? ', going further back.' : '.'}`
}
