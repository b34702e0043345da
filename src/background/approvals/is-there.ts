import type { PageTarget, Ports } from '../ports.ts'

/** Whether the document still stands: its content script hears us. One in the back-forward cache does not. */
export async function isThere(ports: Ports, target: PageTarget): Promise<boolean> {
  try {
    await ports.tabs.send(target, { event: 'ping' })
    return true
  } catch {
    return false
  }
}
