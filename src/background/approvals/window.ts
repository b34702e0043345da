/** The one approval window of the browser: opened when a site asks and none is open. */
import type { Windows } from '../ports.ts'
import type { Field } from '../state/field.ts'

export type ApprovalWindow = {
  /**
   * Sees to it that the window is there; never fails: what waits can be reached from the toolbar too.
   * @param tabId of the page that asks: the window comes near its browser window.
   * @param steal whether an open one may come to the front: only for the first that a site has open.
   */
  open(tabId: number, steal: boolean): Promise<void>
  /** Brings it to the front, because the person asked. */
  focus(): Promise<void>
  close(): Promise<void>
  /** Whether the window that was closed is ours; it is forgotten then. */
  closed(id: number): Promise<boolean>
}

export function createApprovalWindow(windows: Windows, windowId: Field<number | null>): ApprovalWindow {
  let queue: Promise<unknown> = Promise.resolve()
  const oneByOne = (run: () => Promise<void>): Promise<void> => {
    const done = queue.then(run)
    queue = done.catch(() => undefined)
    return done
  }
  const show = (tabId: number | null, steal: boolean) =>
    oneByOne(async () => {
      const id = windowId.get()
      if (id !== null && (await (steal ? windows.focus(id) : windows.isOpen(id)))) return
      await windowId.set(await windows.open(tabId))
    }).catch(() => undefined)

  return {
    open: show,
    focus: () => show(null, true),
    close: () =>
      oneByOne(async () => {
        const id = windowId.get()
        if (id === null) return
        await windowId.set(null)
        await windows.close(id)
      }),
    async closed(id) {
      if (windowId.get() !== id) return false
      await windowId.set(null)
      return true
    },
  }
}
