/** Services that hand transactions to builders of blocks, past the public waiting room. One of them at most is on. */
import type { Provider } from '../provider.ts'

const plain = {
  kind: 'relay',
  learns: [
    'Every transaction that you send on Ethereum, whole, before anybody else.',
    'The internet address (IP) that you send it from.',
  ],
  needsKey: 'no',
  keysAt: null,
  needsAccess: false,
} as const
const PURPOSE =
  'Your transactions on Ethereum go to it and not to the public network, where others can see them and trade ahead of them. One that would fail costs nothing there. They may take longer.'

export const RELAY_PROVIDERS: readonly Provider[] = [
  { ...plain, id: 'flashbots', name: 'Flashbots Protect', hosts: ['rpc.flashbots.net'], purpose: PURPOSE },
  { ...plain, id: 'mevblocker', name: 'MEV Blocker', hosts: ['rpc.mevblocker.io'], purpose: PURPOSE },
]
