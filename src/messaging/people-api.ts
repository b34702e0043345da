/** The part of the protocol about people: contacts, ENS names, and what is said of a recipient before money is sent. */
import type { Address } from '../shared/hex.ts'
import type { Warning } from './approval-views.ts'
import type { NftPicture } from './nfts-api.ts'
import type { TokenId } from './protocol.ts'

export type ContactView = {
  address: Address
  name: string
  /** An exchange gave this address for deposits: it takes only some coins, on some networks. */
  exchange: boolean
}

/** `gateway`: the name is answered by hosts that nobody asked yet; each learns who asks for what (EIP-3668). */
export type NameAnswer =
  | { kind: 'address'; name: string; address: Address }
  | { kind: 'none'; text: string }
  | { kind: 'gateway'; hosts: string[] }

/** `name`: verified to lead back to the address, not normalised here; null when there is none. */
export type AvatarAnswer = { name: string | null; picture: NftPicture }

/** What our pages show of people. All of it is empty while the wallet is locked. */
export type PeopleView = {
  contacts: ContactView[]
  /** Primary ENS names by address in lower case, each verified to lead back to the address. Not normalised here. */
  names: Record<string, string>
  /** Whom coins or tokens were sent to from this wallet, the latest first. */
  recent: Address[]
  /** Hosts that may be asked for names. */
  gateways: string[]
}

/** Name -> [request, response]; a part of UiApi. */
export type PeopleApi = {
  /** `before`: the address of the contact that is changed. FieldError for `name` or `address`. */
  'contacts.save': [{ address: string; name: string; exchange: boolean; before: Address | null }, null]
  'contacts.remove': [{ address: Address }, null]
  /** `name` normalised by ENSIP-15. Asks the person's own Ethereum endpoint, and gateways that were allowed. */
  'names.resolve': [{ name: string; chainId: number }, NameAnswer]
  /** Looks up the primary names of addresses that are on the screen; `state.people.names` has what is found. */
  'names.look': [{ addresses: Address[] }, null]
  /** The picture of the verified name of an address. Asks the internet only where NFTs' pictures may. */
  'names.avatar': [{ address: Address }, AvatarAnswer]
  /** A small copy of it, WebP or PNG in base64, drawn by our page: shown until the name is looked up again. */
  'names.keepAvatar': [{ address: Address; data: string }, null]
  'names.setGateway': [{ host: string; allowed: boolean }, null]
  /** What a person should hear about a recipient, the worst first. */
  'recipients.check': [{ chainId: number; from: Address; token: TokenId; to: Address }, Warning[]]
}
