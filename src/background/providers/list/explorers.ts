/** Services that list what happened to an address. Their order here is the order in which they are asked. */
import type { Provider } from '../provider.ts'

const LEARNS = [
  'The addresses of your accounts, one by one, and with the internet address (IP) that they belong together.',
  'That all of this is you, under the name that the key is registered to.',
]
const plain = {
  kind: 'history',
  learns: LEARNS,
  needsKey: 'required',
  needsAccess: true,
  purpose:
    'Coins that others sent to you, which leave no log on a network, and tokens that moved longer ago than was looked.',
} as const

export const EXPLORER_PROVIDERS: readonly Provider[] = [
  {
    ...plain,
    id: 'etherscan',
    name: 'Etherscan',
    hosts: ['api.etherscan.io'],
    keysAt: 'https://etherscan.io/apidashboard',
  },
  {
    ...plain,
    id: 'blockscout',
    name: 'Blockscout',
    hosts: ['api.blockscout.com'],
    keysAt: 'https://dev.blockscout.com',
  },
  {
    ...plain,
    id: 'alchemy',
    name: 'Alchemy',
    hosts: ['*.g.alchemy.com'],
    keysAt: 'https://dashboard.alchemy.com',
  },
]
