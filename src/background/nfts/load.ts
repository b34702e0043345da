/** Gets what an NFT names: from the text itself, or from where the person lets it be asked for. */
import type { NftDescription, NftProblem } from '../../messaging/protocol.ts'
import { ServiceError } from '../providers/errors.ts'
import type { Services } from '../services.ts'
import { arweaveUrl, type NftPlace } from './place.ts'

export type Loaded = { bytes: Uint8Array; source: NonNullable<NftDescription['source']> }

const AT_ONCE = 4

const notAllowed = (text: string): { problem: NftProblem } => ({ problem: { kind: 'not-allowed', text } })
const failed = (text: string): { problem: NftProblem } => ({ problem: { kind: 'failed', text } })

/** `unasked`: nobody wanted to have it; then nobody is asked. */
export type Load = (
  unasked: boolean,
  place: NftPlace,
  most: number,
) => Promise<Loaded | { problem: NftProblem }>

/** Never rejects for what a server does: the answer tells. `most` in bytes. */
export function createLoad(services: () => Services): Load {
  let running = 0
  const waiting: (() => void)[] = []

  /** So that a screen full of them does not take all of the connection. */
  async function inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) await new Promise<void>((done) => waiting.push(done))
    running += 1
    try {
      return await run()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }

  return async (unasked, place, most) => {
    if (place.kind === 'refused') return failed(place.why)
    if (place.kind === 'inline')
      return place.bytes.length > most ? failed('It is too large.') : { bytes: place.bytes, source: 'chain' }
    const { providers, state } = services()
    if (unasked)
      return {
        problem: {
          kind: 'unasked',
          text: 'It arrived unasked. To load it would tell its maker who looks at it.',
        },
      }
    const from = sourceOf(place, state.nftGateway.get())
    if (from === null || !providers.isAllowed(from.provider))
      return notAllowed('Pictures and descriptions from the internet are switched off.')
    try {
      const { bytes, url } = await inTurn(() =>
        providers.ask.raw(from.provider, () => ({ url: from.url }), { most, redirect: from.redirect }),
      )
      return { bytes, source: { host: new URL(url).host } }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      return error.problem === 'not-allowed' ? notAllowed(error.shortMessage) : failed(error.shortMessage)
    }
  }
}

type Source = { provider: string; url: string; redirect: 'follow' | 'error' }

/**
 * A browser shows only where a chain of redirects ends, after each of its addresses was asked: those of a server that
 * a stranger chose could lead into the person's own network, and are not followed.
 */
function sourceOf(
  place: Exclude<NftPlace, { kind: 'refused' | 'inline' }>,
  gateway: string | null,
): Source | null {
  if (place.kind === 'ipfs')
    return gateway === null
      ? null
      : { provider: 'ipfs', url: `${gateway}/ipfs/${place.path}`, redirect: 'follow' }
  if (place.kind === 'arweave') return { provider: 'arweave', url: arweaveUrl(place), redirect: 'follow' }
  return { provider: 'nft-web', url: place.url, redirect: 'error' }
}
