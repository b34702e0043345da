import type { NftView, ServiceView, WalletState } from '../../../src/messaging/protocol.ts'
import type { Address } from '../../../src/shared/hex.ts'
import { type Answers, problem } from './fake-client.ts'

const OWNER: Address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const contract = (seed: number): Address => `0x${seed.toString(16).padStart(2, '0').repeat(20)}`
const nft = (seed: number, tokenId: string, name: string, more: Partial<NftView> = {}): NftView => ({
  chainId: 1,
  standard: 'ERC721',
  address: contract(seed),
  tokenId,
  owner: OWNER,
  name,
  title: null,
  quantity: '1',
  origin: 'added',
  choice: null,
  ...more,
})
const LONG = 'The Very Long Named Collectors Society of Small Pictures That Nobody Ever Asked For'
const HUGE = '104338227263549275614104338227263549275614104338227263549275614'

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 100 100"><rect width="100" height="100" fill="#e9dcc3"/><circle cx="50" cy="44" r="24" fill="#2b4bf2"/><path d="M10 90 40 60l20 16 30-34v58H10z" fill="#1a7648"/></svg>`
const picture = { type: 'image/svg+xml', data: btoa(svg), kept: false }
const described = {
  title: 'Morning by the lake',
  description:
    'One of forty small pictures of the same lake, painted at the same hour of forty days.\n\nThe paper is on the chain; the water is not.',
  attributes: [
    { name: 'Hour', value: '6' },
    { name: 'Weather', value: 'Fog, later sun' },
    { name: 'A trait with a name that is far too long for its box', value: `${HUGE}` },
  ],
  source: 'chain' as const,
  problem: null,
}
const none = (kind: 'none' | 'not-allowed' | 'unasked' | 'failed', text: string) => ({
  'nfts.picture': { problem: { kind, text } },
  'nfts.describe': {
    ...described,
    title: null,
    description: null,
    attributes: [],
    source: null,
    problem: { kind, text },
  },
})

const first = nft(1, '7', 'Small Pictures', { title: 'Morning by the lake' })
const many = [
  first,
  nft(2, HUGE, LONG, { title: LONG }),
  nft(3, '12', '<b>Bold</b>', { title: '<script>alert(1)</script>' }),
  nft(4, '3', 'Tools', {
    standard: 'ERC1155',
    quantity: '115792089237316195423570985008687907853',
    title: 'Hammer',
  }),
  ...Array.from({ length: 37 }, (_, i) => nft(5, String(i + 1), 'Forty Lakes', { title: `Lake ${i + 1}` })),
  nft(6, '1', 'CLAIM AT BAIT.EXAMPLE', { origin: 'found' }),
  nft(7, '2', 'Free Airdrop', { origin: 'found' }),
  nft(8, '9', 'Put away', { choice: 'hidden' }),
]
const media = (id: string): ServiceView => ({
  id,
  name: id,
  kind: 'media',
  hosts: ['*'],
  purpose: '',
  learns: [],
  needsKey: 'no',
  keysAt: null,
  needsAccess: false,
  allowed: null,
  keys: [],
  problem: null,
})

/** States with NFTs, over a wallet in use. */
export function nftScenarios(home: WalletState): Record<string, { state: WalletState; answers?: Answers }> {
  const services = [...home.services, media('ipfs'), media('nft-web'), media('arweave')]
  const of = (nfts: NftView[], answers: Answers) => ({
    state: { ...home, nfts, services },
    answers: { 'nfts.picture': picture, 'nfts.describe': described, ...answers },
  })
  const off = none('not-allowed', 'Pictures and descriptions from the internet are switched off.')
  return {
    'home-nfts': of(many, {}),
    'nft-one': of([first], {}),
    'nft-loading': of([first], { 'nfts.picture': undefined, 'nfts.describe': undefined }),
    'nft-off': of([first, nft(2, HUGE, LONG)], off),
    'nft-failed': of([first], none('failed', 'IPFS gateway did not answer.')),
    'nft-long': of([nft(2, HUGE, LONG, { title: LONG })], {}),
    'nft-unasked': of(
      many.slice(-3),
      none('unasked', 'It arrived unasked. To load it would tell its maker who looks at it.'),
    ),
    'nft-items': of(many.slice(3, 4), {}),
    'nft-refused': of([first], {
      'nfts.send': problem(
        'FieldError',
        'This is a contract that does not take NFTs: what is sent there would be lost. Ask for another address.',
        { field: 'recipient' },
      ),
      'nfts.add': problem('FieldError', 'There is no NFT collection at this address on this network.', {
        field: 'address',
      }),
    }),
  }
}
