import type { AllowancesLooked } from '../../messaging/protocol.ts'
import { Icon } from '../components/Icons.tsx'
import { group } from '../format.ts'
import { useWallet } from '../state.ts'

/** How it is known, network by network: no list of rights is longer than what was looked at. */
export function Looked({ looked, scanning }: { looked: readonly AllowancesLooked[]; scanning: boolean }) {
  const networks = useWallet((state) => state.networks)
  if (looked.length === 0) return null
  return (
    <details className="allowance-looked" data-testid="allowances-looked">
      <summary>
        How far this looks
        {!scanning && looked.some(isShort) && <span className="small quiet">Not everywhere</span>}
        <Icon name="down" size={16} />
      </summary>
      <p className="small quiet">
        Found in what each network’s endpoint told of the past, and read again from the network now. What was
        allowed in blocks that were not looked at is not in this list.
      </p>
      <ul className="small">
        {looked.map((one) => (
          <li key={one.chainId} data-chain-id={one.chainId} data-whole={one.from === 0}>
            <strong>{networks.find(({ chainId }) => chainId === one.chainId)?.name ?? one.chainId}</strong>:{' '}
            {wordsOf(one, scanning)}
            {one.more && ' More than 400 were found; the newest of them are read.'}
            {one.unread > 0 && ` ${one.unread} more could not be read: the contract did not answer.`}
            {one.trouble !== null && <span className="caution-text"> {one.trouble}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Something may be missing in the list. */
const isShort = ({ from, trouble, unread, more }: AllowancesLooked) =>
  from !== 0 || trouble !== null || unread > 0 || more

function wordsOf({ from, to }: AllowancesLooked, scanning: boolean): string {
  if (from === null || to === null) return scanning ? 'being looked at.' : 'not looked at yet.'
  if (from === 0) return `from its first block to block ${group(String(to))}.`
  return `blocks ${group(String(from))} to ${group(String(to))}${scanning ? ', going further back.' : '.'}`
}
