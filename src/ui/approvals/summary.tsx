import type { ApprovalView, Part } from '../../messaging/protocol.ts'
import type { Address as AddressType } from '../../shared/hex.ts'
import { Address } from '../components/Address.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { useWallet } from '../state.ts'

const LONG_TITLE = 64

const lengthOf = (parts: readonly Part[]) =>
  parts.reduce(
    (sum, part) =>
      sum + (typeof part === 'string' ? part.length : 'strong' in part ? part.strong.length : 11),
    0,
  )

/** The sentences; the first is the title. Every address they name stands whole below them. */
export function Summary({ approval }: { approval: ApprovalView }) {
  const [title, ...more] = approval.summary
  const named = addressesIn(approval.summary).filter((address) => address !== approval.account)
  return (
    <div className="ap-summary">
      {title && (
        <h1
          className={lengthOf(title) > LONG_TITLE ? 'ap-title ap-title-long' : 'ap-title'}
          tabIndex={-1}
          data-testid="approval-summary"
        >
          <Sentence parts={title} />
        </h1>
      )}
      {more.map((parts, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of one approval do not move.
        <p key={index} className="ap-sentence" data-testid="approval-summary">
          <Sentence parts={parts} />
        </p>
      ))}
      <Parties addresses={named} />
    </div>
  )
}

/** Addresses that sentences name, whole. */
export function Parties({ addresses }: { addresses: readonly AddressType[] }) {
  if (addresses.length === 0) return null
  return (
    <ul className="ap-parties" aria-label="Addresses">
      {addresses.map((address) => (
        <Party key={address} address={address} />
      ))}
    </ul>
  )
}

function Party({ address }: { address: AddressType }) {
  const name = useWallet((state) => state.accounts.find((account) => account.address === address)?.name)
  return (
    <li className="ap-party">
      <Identicon address={address} size={32} />
      <div className="ap-party-text">
        {name && <p className="small">Your account {name}</p>}
        <Address address={address} whole copy />
      </div>
    </li>
  )
}

export function addressesIn(sentences: readonly (readonly Part[])[]): AddressType[] {
  const found = sentences
    .flat()
    .flatMap((part) => (typeof part === 'object' && 'address' in part ? [part.address] : []))
  return [...new Set(found)]
}
