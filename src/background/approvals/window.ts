/** The one approval window of the browser: opened when a site asks and none is open, brought forward otherwise. */
import type { Windows } from '../ports.ts'
import type { Field } from '../state/field.ts'

export type ApprovalWindow = {
  open(): Promise<void>
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
  const open = () =>
    oneByOne(async () => {
      const id = windowId.get()
      if (id !== null && (await windows.focus(id))) return
      await windowId.set(await windows.open())
    })

  return {
    open,
    focus: open,
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
