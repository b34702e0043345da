/** Whether the site lost what the question is about: its account, its network, or its place on the page. */
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Entry } from './entry.ts'

export function isStale({ frames, networks, sites }: Services, entry: Entry): boolean {
  if (entry.request === null || entry.status !== 'asking') return false
  const { subject, request } = entry
  if (frames.asSeen(request).framed) return true
  // Picked with the answer, or not there yet.
  const named = subject.kind !== 'connect' && subject.kind !== 'add-network' ? subject.chainId : null
  if (named !== null && networks.find(named) === undefined) return true
  const account = 'from' in subject ? subject.from : 'account' in subject ? subject.account : null
  return account !== null && !sites.visibleAccounts(entry.origin).some((one) => sameAddress(one, account))
}
