import { Fragment } from 'react'
import type { Part } from '../../messaging/protocol.ts'
import { useName } from '../people/names.ts'
import { blankNumbers, useAmountsHidden } from '../portfolio/privacy.tsx'
import { Address } from './Address.tsx'
import { Digits } from './Digits.tsx'

type SentenceProps = { parts: readonly Part[] /** Addresses in full. */; whole?: boolean | undefined }

/** A sentence of the background: plain words, emphasis, addresses. Text only, whoever wrote it. */
export function Sentence({ parts, whole }: SentenceProps) {
  const hidden = useAmountsHidden()
  const written = (text: string) => <Digits text={hidden ? blankNumbers(text) : text} />
  return (
    <>
      {parts.map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
        if (typeof part === 'string') return <Fragment key={index}>{written(part)}</Fragment>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
        if ('strong' in part) return <strong key={index}>{written(part.strong)}</strong>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
        return <Named key={index} address={part.address} given={part.name} whole={whole} />
      })}
    </>
  )
}

type NamedProps = { address: string; given?: string | undefined; whole?: boolean | undefined }

/** Whoever has a name by it, with the address beside it; any other address as it is. */
function Named({ address, given, whole }: NamedProps) {
  const known = useName(address)?.text
  const name = given ?? known
  return (
    <>
      {name && <strong>{name} </strong>}
      <Address address={address} whole={whole} />
    </>
  )
}
