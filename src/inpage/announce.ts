/** EIP-6963 (https://eips.ethereum.org/EIPS/eip-6963): said at once, and again whenever the page asks. */
import { MARK } from '../shared/mark.ts'
import { freeze } from './natives.ts'

export const NAME = 'Candor'
export const RDNS = 'io.candor.wallet'

export type AnnounceTarget = Pick<Window, 'addEventListener' | 'dispatchEvent'>

export function announce(provider: object, target: AnnounceTarget): void {
  const info = freeze({
    uuid: uuid(),
    name: NAME,
    icon: `data:image/svg+xml;base64,${btoa(MARK)}`,
    rdns: RDNS,
  })
  const init = freeze({ __proto__: null, detail: freeze({ info, provider }) })
  const NativeCustomEvent = CustomEvent
  const dispatch = target.dispatchEvent.bind(target)
  const say = () => {
    dispatch(new NativeCustomEvent('eip6963:announceProvider', init))
  }
  target.addEventListener('eip6963:requestProvider', say)
  say()
}

/** Version 4, RFC 9562. Not crypto.randomUUID, which plain http lacks. New in each document, so that it tracks nobody. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return bytes.reduce((text, byte, i) => {
    const bits = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte
    return text + (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (bits + 256).toString(16).slice(1)
  }, '')
}
