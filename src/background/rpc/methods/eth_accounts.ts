/** Accounts that the site may see. Never an error, never a question: empty while locked or not connected. */
import { toPageAddresses } from '../../sites/sites.ts'
import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const eth_accounts = defineMethod({
  name: 'eth_accounts',
  parse: ignoreParams,
  run: (_services, { accounts }) => ({ result: toPageAddresses(accounts) }),
})
