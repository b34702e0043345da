/** The browser's side of PageScript. `chrome.scripting` is there only while the person allows it. */
import { browser } from '../shared/browser.ts'
import { pageAccess } from '../shared/page-access.ts'
import type { PageScript } from './ports.ts'

const ID = 'choice'

export const browserPageScript: PageScript = {
  async use(file) {
    const { scripting } = chrome
    if (scripting === undefined) return
    const registered = await scripting.getRegisteredContentScripts()
    const stands = registered.length === 1 && registered[0]?.id === ID && registered[0].js?.join() === file
    if (!stands && registered.length > 0) await scripting.unregisterContentScripts()
    if (stands || file === null) return
    await scripting.registerContentScripts([
      {
        id: ID,
        js: [file],
        matches: pageAccess().wanted.origins,
        runAt: 'document_start',
        allFrames: true,
        world: 'MAIN',
        persistAcrossSessions: true,
      },
    ])
  },
  async release() {
    // One by one: the browser refuses the whole for a part that it may not take.
    const { permissions, origins } = pageAccess().spare
    await browser.permissions.remove({ permissions })
    if (origins.length > 0) await browser.permissions.remove({ origins })
  },
}
