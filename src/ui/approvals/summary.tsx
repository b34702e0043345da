import type { ApprovalView, Part } from '../../messaging/protocol.ts'
import type { Address as AddressType } from '../../shared/hex.ts'
import { Address } from '../components/Address.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { describeName, useName } from '../people/names.ts'
import { ScrollBox } from './scroll-box.tsx'

const LONG_TITLE = 64
/** More sentences than anybody takes in at a glance: these are read to their end. */
const MANY = 8

export const isLong = (summary: readonly (readonly Part[])[]): boolean => summary.length > MANY

const lengthOf = (parts: readonly Part[]) =>
  parts.reduce(
    (sum, part) =>
      sum + (typeof part === 'string' ? part.length : 'strong' in part ? part.strong.length : 11),
    0,
  )

/** The sentences; the first is the title. Every address they name stands whole below them. */
export function Summary({ approval, onEnd }: { approval: ApprovalView; onEnd: () => void }) {
  const [title, ...more] = approval.summary
  const sentences = more.map((parts, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of one approval do not move.
    <p key={index} className="ap-sentence" data-testid="approval-summary">
      <Sentence parts={parts} />
    </p>
  ))
  const named = addressesIn(approval.summary).filter((address) => address !== approval.account)
  const parties = <Parties addresses={named} names={namesIn(approval.summary)} />
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
      {isLong(approval.summary) ? (
        <ScrollBox label="What it does" onEnd={onEnd}>
          {sentences}
          {parties}
        </ScrollBox>
      ) : (
        <>
          {sentences}
          {parties}
        </>
      )}
    </div>
  )
}

/** Addresses that sentences name, whole. */
export function Parties({
  addresses,
  names,
}: {
  addresses: readonly AddressType[]
  /** The names that a person gave in their place. */
  names?: ReadonlyMap<AddressType, string>
}) {
  if (addresses.length === 0) return null
  return (
    <ul className="ap-parties" aria-label="Addresses">
      {addresses.map((address) => (
        <Party key={address} address={address} given={names?.get(address)} />
      ))}
    </ul>
  )
}

function Party({ address, given }: { address: AddressType; given: string | undefined }) {
  const known = useName(address)
  return (
    <li className="ap-party">
      <Identicon address={address} size={32} />
      <div className="ap-party-text">
        {given && <p className="small">{given}</p>}
        {known && known.text !== given && <p className="small">{describeName(known)}</p>}
        <Address address={address} whole copy />
      </div>
    </li>
  )
}

function namesIn(sentences: readonly (readonly Part[])[]): Map<AddressType, string> {
  return new Map(
    sentences
      .flat()
      .flatMap((part): [AddressType, string][] =>
        typeof part === 'object' && 'address' in part && part.name !== undefined
          ? [[part.address, part.name]]
          : [],
      ),
  )
}

export function addressesIn(sentences: readonly (readonly Part[])[]): AddressType[] {
  const found = sentences
    .flat()
    .flatMap((part) => (typeof part === 'object' && 'address' in part ? [part.address] : []))
  return [...new Set(found)]
}
