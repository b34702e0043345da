import { isLoopback } from '../../../shared/origin.ts'
import type { SiteFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The site came without encryption, other than from this computer. */
export const originNotEncrypted: Rule<SiteFacts> = {
  id: 'origin-not-encrypted',
  severity: 'warning',
  title: 'The connection to this site is not encrypted',
  check: ({ origin }) =>
    origin.startsWith('http://') && !isLoopback(origin)
      ? 'Anyone between you and the site can change what it asks for. Reject unless you know why.'
      : null,
}
