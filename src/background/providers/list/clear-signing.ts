/** Who knows more of contracts and functions than what comes with the wallet. */
import type { Provider } from '../provider.ts'

const IP = 'The internet address (IP) that you ask from.'
const plain = { kind: 'code', needsKey: 'no', keysAt: null, needsAccess: false } as const

export const SOURCIFY = 'sourcify'
export const SIGNATURE_DATABASE = 'signature-database'
export const DESCRIPTOR_REGISTRY = 'erc7730-registry'

export const CLEAR_SIGNING_PROVIDERS: readonly Provider[] = [
  {
    ...plain,
    id: DESCRIPTOR_REGISTRY,
    name: 'Registry of descriptors',
    hosts: ['api.github.com', 'raw.githubusercontent.com'],
    purpose:
      'The public registry of ERC-7730 at GitHub: what its authors say that their contracts do, where Candor itself does not know.',
    learns: [
      `${IP} About once a week, on days on which you use Candor.`,
      'Nothing of your accounts, nor of what you sign: the whole registry is read, and looked up on this computer.',
    ],
  },
  {
    ...plain,
    id: SOURCIFY,
    name: 'Sourcify',
    hosts: ['sourcify.dev'],
    purpose: 'Names of functions from verified source code, for calls that Candor cannot read.',
    learns: [IP, 'Which contract you are asked to call, on which network and when; not your address.'],
  },
  {
    ...plain,
    id: SIGNATURE_DATABASE,
    name: 'Signature database',
    hosts: ['api.4byte.sourcify.dev'],
    purpose: 'Names of functions by their first four bytes, kept by Sourcify, where nobody else knows them.',
    learns: [IP, 'Which function you are asked to call, and when; not the contract, and not your address.'],
  },
]
