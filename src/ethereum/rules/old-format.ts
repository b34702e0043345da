import type { Warning } from '../../messaging/protocol.ts'

/** What is said of every request of eth_signTypedData, whose lists have no domain at all. */
export const OLD_FORMAT: Warning = {
  rule: 'old-format',
  severity: 'warning',
  title: 'An old format, bound to no site and no network',
  text: 'Whoever gets this signature can use it on any site and any network, and its parts can be cut apart in more than one way. Sign only if you know this site and every line.',
}
