import { sortedJson } from '../../shared/sorted-json.ts'
import type { PageTarget, Ports } from '../ports.ts'
import { askersOf } from './admission.ts'
import type { Entry } from './entry.ts'

/** Whether the document still stands: its content script hears us. One in the back-forward cache does not. */
export async function isThere(ports: Ports, target: PageTarget): Promise<boolean> {
  try {
    await ports.tabs.send(target, { event: 'ping' })
    return true
  } catch {
    return false
  }
}

/** Whether anyone who asked is still there. */
export async function isAsked(ports: Ports, entry: Entry): Promise<boolean> {
  if (entry.request === null) return true
  for (const request of askersOf(entry)) if (await isThere(ports, request)) return true
  return false
}

/** The same question of a site that has its answer: asked once more, it is not put once more. */
export const isSameTold = (one: Entry, other: Entry): boolean =>
  one.told && one.origin === other.origin && sortedJson(one.subject) === sortedJson(other.subject)
