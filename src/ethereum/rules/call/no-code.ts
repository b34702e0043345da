import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Data is sent where no contract stands. */
export const noCode: Rule<CallFacts> = {
  id: 'no-code',
  severity: 'warning',
  title: 'Sends data to an address without a contract',
  check: ({ call, context, inside }) =>
    !inside && call.to !== null && call.data !== '0x' && context.isContract === false
      ? 'There is no contract at this address, so the data does nothing. The site may use another network, or the address may be wrong.'
      : null,
}
