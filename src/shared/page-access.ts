/** What the browser must allow before a choice about `window.ethereum` can run first in pages. */
import { browser } from './browser.ts'

type Access = { permissions: 'scripting'[]; origins: string[] }

/**
 * `wanted` is to be asked for in a click: Chrome runs registered scripts only with a host permission, although the
 * manifest's own run in the same pages without; Firefox counts these as one, and asks nothing. `spare` is to be given
 * back when no choice needs it: not what Firefox runs our page scripts by.
 */
export function pageAccess(): { wanted: Access; spare: Access } {
  const origins = browser.runtime.getManifest().content_scripts?.[0]?.matches ?? []
  const isFirefox = location.protocol === 'moz-extension:'
  return {
    wanted: { permissions: ['scripting'], origins },
    spare: { permissions: ['scripting'], origins: isFirefox ? [] : origins },
  }
}
