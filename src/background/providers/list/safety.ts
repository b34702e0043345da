/** Public lists of what stole before. They are read whole: what is looked up in them stays here. */
import type { Provider } from '../provider.ts'

const LEARNS = [
  'The internet address (IP) that you ask from, about once a day, on days on which you use Candor.',
  'Nothing of your accounts, nor of the sites and addresses that you deal with: the whole list is read, and looked up on this computer.',
]
const plain = {
  kind: 'safety',
  learns: LEARNS,
  hosts: ['raw.githubusercontent.com'],
  needsKey: 'no',
  keysAt: null,
  needsAccess: false,
} as const

export const PHISHING_LIST = {
  id: 'phishing-list',
  request: { url: 'https://raw.githubusercontent.com/MetaMask/eth-phishing-detect/main/src/config.json' },
}
export const SCAM_ADDRESSES = {
  id: 'scam-addresses',
  request: { url: 'https://raw.githubusercontent.com/scamsniffer/scam-database/main/blacklist/address.json' },
}

export const SAFETY_PROVIDERS: readonly Provider[] = [
  {
    ...plain,
    id: PHISHING_LIST.id,
    name: 'Sites that steal',
    purpose:
      'The current list of eth-phishing-detect, kept by MetaMask at GitHub, in the place of the one of May 2022 that comes with Candor.',
  },
  {
    ...plain,
    id: SCAM_ADDRESSES.id,
    name: 'Addresses that steal',
    purpose: 'The current list of Scam Sniffer at GitHub, beside the one of May 2022 that comes with Candor.',
  },
]
