import { useEffect, useState } from 'react'
import type { NftId, NftProblem } from '../../messaging/protocol.ts'
import { messageOf } from '../format.ts'
import { api } from '../state.ts'
import { noteMissing } from './allow.tsx'
import { shrink } from './shrink.ts'

export type ShownPicture = { src: string } | { problem: NftProblem } | null

const failed = (text: string): ShownPicture => ({ problem: { kind: 'failed', text } })
const BROKEN = 'Its picture is broken.'
/** Small ones that were shown already, so that a list that is drawn again does not flicker. */
const seen = new Map<string, string>()
const MOST_SEEN = 200
const keyOf = ({ chainId, address, tokenId }: NftId) => `${chainId} ${address} ${tokenId}`

/** Keeps a small copy of what was loaded, here and in the background; what to show in its place. */
async function small(which: NftId, source: string): Promise<string> {
  const data = await shrink(source)
  if (data === null) return source
  api('nfts.keepPicture', { ...which, data }).catch(() => {})
  const type = data.startsWith('iVBOR') ? 'image/png' : 'image/webp'
  return `data:${type};base64,${data}`
}

function remember(key: string, src: string): void {
  seen.delete(key)
  seen.set(key, src)
  for (const oldest of seen.keys()) {
    if (seen.size <= MOST_SEEN) break
    seen.delete(oldest)
  }
}

/**
 * The picture of an NFT once `wanted`; null while it loads. The background has it, this page never asks the internet.
 * @param stamp another one asks anew
 */
export function usePicture(
  which: NftId,
  size: 'small' | 'full',
  wanted: boolean,
  stamp: string,
): ShownPicture {
  const { chainId, address, tokenId } = which
  const key = keyOf(which)
  const before = size === 'small' ? seen.get(key) : undefined
  const [shown, setShown] = useState<ShownPicture>(before === undefined ? null : { src: before })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` is what to ask anew for.
  useEffect(() => {
    if (!wanted) return
    let gone = false
    let made: string | null = null
    const id = { chainId, address, tokenId }
    async function load(): Promise<ShownPicture> {
      const answer = await api('nfts.picture', { ...id, size })
      if ('problem' in answer) {
        if (answer.problem.kind === 'not-allowed') noteMissing()
        return answer
      }
      if (answer.kept) {
        const src = `data:${answer.type};base64,${answer.data}`
        remember(key, src)
        return { src }
      }
      const bytes = Uint8Array.from(atob(answer.data), (one) => one.charCodeAt(0))
      const source = URL.createObjectURL(new Blob([bytes], { type: answer.type }))
      made = source
      try {
        const copy = await small(id, source)
        if (copy !== source) remember(key, copy)
        return { src: size === 'small' ? copy : source }
      } catch {
        return failed(BROKEN)
      }
    }
    load()
      .catch((error: unknown) => failed(messageOf(error)))
      .then((next) => {
        if (!gone) setShown(next)
      })
    return () => {
      gone = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [chainId, address, tokenId, size, wanted, key, stamp])
  return shown
}
