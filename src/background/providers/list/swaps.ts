/** Services that find a way to swap, and those that carry an order out. Their order here is the order they are listed in. */
import type { Provider } from '../provider.ts'

const PAIR = 'Which tokens you want to swap, how much of them, and when you look.'
const WHO = 'The address of the account, and with the internet address (IP) that it is yours.'
const NAMED = 'That all of this is you, under the name that the key is registered to.'
const open = {
  kind: 'swap',
  learns: [PAIR, WHO],
  needsKey: 'no',
  keysAt: null,
  needsAccess: false,
} as const
const keyed = {
  kind: 'swap',
  learns: [PAIR, WHO, NAMED],
  needsKey: 'required',
  needsAccess: true,
} as const

export const SWAP_PROVIDERS: readonly Provider[] = [
  {
    ...open,
    id: 'kyberswap',
    name: 'KyberSwap',
    hosts: ['aggregator-api.kyberswap.com'],
    purpose: 'Prices over many exchanges at once. No fee of ours, and none of theirs is asked for.',
  },
  {
    ...open,
    id: 'velora',
    name: 'Velora',
    hosts: ['api.paraswap.io'],
    purpose:
      'Prices over many exchanges at once (ParaSwap before). It keeps what a swap brings above its offer.',
  },
  {
    ...open,
    id: 'lifi',
    name: 'LI.FI',
    hosts: ['li.quest'],
    purpose: 'Prices over many exchanges, and swaps to another network through bridges of others.',
    learns: [PAIR, WHO, 'Of a swap to another network: its transaction, and how it ends.'],
  },
  {
    ...open,
    id: 'cow',
    name: 'CoW Protocol',
    hosts: ['api.cow.fi'],
    purpose:
      'Orders that you sign and that others compete to carry out. The account pays no network fee for them, and nobody can trade ahead of them.',
    learns: [PAIR, WHO, 'Your orders, which anybody can read there.'],
  },
  {
    ...keyed,
    id: 'zerox',
    name: '0x',
    hosts: ['api.0x.org'],
    purpose: 'Prices over many exchanges at once, with a key of your own.',
    keysAt: 'https://dashboard.0x.org',
  },
  {
    ...keyed,
    id: 'oneinch',
    name: '1inch',
    hosts: ['api.1inch.com'],
    purpose: 'Prices over many exchanges at once, with a key of your own.',
    keysAt: 'https://business.1inch.com/portal',
  },
]
