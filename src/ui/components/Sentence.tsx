import type { Part } from '../../messaging/protocol.ts'
import { blankNumbers, useAmountsHidden } from '../portfolio/privacy.tsx'
import { useWallet } from '../state.ts'
import { Address } from './Address.tsx'

type SentenceProps = { parts: readonly Part[] /** Addresses in full. */; whole?: boolean | undefined }

/** A sentence of the background: plain words, emphasis, addresses. Text only, whoever wrote it. */
export function Sentence({ parts, whole }: SentenceProps) {
  const hidden = useAmountsHidden()
  const written = (text: string) => (hidden ? blankNumbers(text) : text)
  return (
    <>
      {parts.map((part, index) => {
        if (typeof part === 'string') return written(part)
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
        if ('strong' in part) return <strong key={index}>{written(part.strong)}</strong>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
        return <Named key={index} address={part.address} whole={whole} />
      })}
    </>
  )
}

/** An own account by its name, with its address beside it; any other address as it is. */
function Named({ address, whole }: { address: string; whole?: boolean | undefined }) {
  const name = useWallet((state) => state.accounts.find((account) => account.address === address)?.name)
  return (
    <>
      {name && <strong>{name} </strong>}
      <Address address={address} whole={whole} />
    </>
  )
}
