/**
 * ENSIP-15. The tables weigh 25 kB packed and are for our own pages only, which load them for the first name that is
 * not plain ASCII; the background takes names normalised and refuses what cannot be one (ens.ts).
 */
import { normalize } from 'viem/ens'

/** The one form of a name; null for what cannot be a name. */
export function normaliseName(name: string): string | null {
  try {
    const normal = normalize(name)
    return normal.split('.').every((label) => label !== '') ? normal : null
  } catch {
    return null
  }
}
