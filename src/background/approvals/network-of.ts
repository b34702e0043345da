/** What the wallet said of the network that a question is about, to be held against what it says at the yes. */
import { sortedJson } from '../../shared/sorted-json.ts'
import type { Services } from '../services.ts'
import type { Subject } from './entry.ts'

/** Empty where the person picks the network with the answer, or where there is none yet. */
export function networkOf({ networks }: Services, subject: Subject): string {
  if (subject.kind === 'connect' || subject.kind === 'add-network') return ''
  const { name, symbol, endpoints } = networks.find(subject.chainId) ?? {}
  return sortedJson([name ?? null, symbol ?? null, endpoints ?? null])
}
