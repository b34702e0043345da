/** Whether the site lost what the question is about: the account that it would use, or its place on the page. */
import { sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Entry } from './entry.ts'

export function isStale({ frames, sites }: Services, entry: Entry): boolean {
  if (entry.request === null || entry.status !== 'asking') return false
  const { subject, request } = entry
  if (frames.asSeen(request).framed) return true
  const account = 'from' in subject ? subject.from : 'account' in subject ? subject.account : null
  return account !== null && !sites.visibleAccounts(entry.origin).some((one) => sameAddress(one, account))
}
