/**
 * What a person chose about `window.ethereum` in settings. Scripts with this in them run in pages only while the
 * choice is not the usual one: registered by the background, after inpage.js and before any script of the page. They
 * stand apart from it, so that a page in the usual setting carries nothing of them and can call nothing of them.
 */
import { RDNS } from '../announce.ts'
import { create } from '../natives.ts'
import { sealed } from '../sealed.ts'

export type Choice = {
  /** `shared`: ours unless another wallet came first. `candor`: ours in any case. `none`: by EIP-6963 alone. */
  place: 'shared' | 'candor' | 'none'
  /** Say `isMetaMask`, on `window.ethereum` only. */
  asMetaMask: boolean
}
export type ChoicePage = Pick<Window, 'addEventListener' | 'removeEventListener' | 'dispatchEvent'>

export function applyChoice({ place, asMetaMask }: Choice, page: ChoicePage): void {
  const provider = findOurs(page)
  if (provider === undefined) return
  const isOurs = Reflect.get(page, 'ethereum') === provider
  if (place !== 'candor' && !isOurs) return
  if (place === 'none') {
    Reflect.deleteProperty(page, 'ethereum')
    return
  }
  const shown = asMetaMask ? presentAsMetaMask(provider) : provider
  const visible = { enumerable: true, configurable: true }
  if (place === 'shared') {
    Reflect.defineProperty(page, 'ethereum', { value: shown, writable: true, ...visible })
    return
  }
  // A later wallet that assigns meets no error and changes nothing; one that defines takes the place: for the page to
  // decide, and never locked against it. Where an earlier wallet locked it, plain assignment is the last try.
  const held = Reflect.defineProperty(page, 'ethereum', {
    get: () => shown,
    set: () => undefined,
    ...visible,
  })
  if (!held) Reflect.set(page, 'ethereum', shown)
}

/** Our provider as EIP-6963 gives it to anybody who asks. */
function findOurs(page: ChoicePage): object | undefined {
  let found: object | undefined
  const hear = (event: Event) => {
    if (event instanceof CustomEvent && event.detail?.info?.rdns === RDNS) found ??= event.detail.provider
  }
  page.addEventListener('eip6963:announceProvider', hear)
  page.dispatchEvent(new Event('eip6963:requestProvider'))
  page.removeEventListener('eip6963:announceProvider', hear)
  return found
}

/** The same members over the same state and listeners, and one more. */
function presentAsMetaMask(provider: object): object {
  const isMetaMask = { value: true, enumerable: true }
  return sealed(create(null, { ...Object.getOwnPropertyDescriptors(provider), isMetaMask }))
}
