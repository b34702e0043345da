/** Where the pictures and descriptions of NFTs are that are not on the chain. */
import type { Provider } from '../provider.ts'

const LEARNS = [
  'The internet address (IP) that you ask from.',
  'Which NFT or name you look at and when, and from that most likely which account is yours.',
]
const plain = { kind: 'media', learns: LEARNS, needsKey: 'no', keysAt: null, needsAccess: false } as const

export const NFT_PROVIDERS: readonly Provider[] = [
  {
    ...plain,
    id: 'ipfs',
    name: 'IPFS gateway',
    // The one that the person chose (state.nftGateway), and where it leads.
    hosts: ['*'],
    purpose:
      'Pictures and descriptions of NFTs, and pictures of ENS names, on IPFS, from the gateway that you chose beside your NFTs.',
  },
  {
    ...plain,
    id: 'nft-web',
    name: 'Servers that NFTs name',
    hosts: ['*'],
    purpose:
      'Pictures and descriptions of NFTs, from whatever server their makers chose, and pictures of ENS names, from the one that their owners chose.',
  },
  {
    ...plain,
    id: 'arweave',
    name: 'Arweave',
    hosts: ['*.arweave.net'],
    purpose: 'Pictures and descriptions of NFTs, and pictures of ENS names, that are kept on Arweave.',
  },
]
