/** What our own pages ask about NFTs. Every name and text in it is what somebody else wrote. */
import type { Address } from '../shared/hex.ts'
import type { Amount } from './protocol.ts'

export type NftStandard = 'ERC721' | 'ERC1155'
export type NftId = { chainId: number; address: Address; tokenId: string }

/** The name is the collection's, as its contract gives it. */
export type NftView = NftId & {
  standard: NftStandard
  owner: Address
  name: string
  /** What its own description calls it; null until that was read. */
  title: string | null
  /** Always 1 of an ERC-721. */
  quantity: Amount
  /** `found`: it arrived without anyone having asked for it. */
  origin: 'added' | 'found'
  /** What the person chose for it, or for its collection. */
  choice: NftChoice | null
}
/** `shown` takes what arrived unasked out of its fold. */
export type NftChoice = 'hidden' | 'shown'

/** Without a picture in it: that is asked for by itself. */
export type NftDescription = {
  title: string | null
  description: string | null
  attributes: { name: string; value: string }[]
  /** Where it was read: the chain itself, or the host that was asked. */
  source: 'chain' | { host: string } | null
  /** Why there is none, in words. */
  problem: NftProblem | null
}
/** `not-allowed`: the person lets nobody be asked for it. `unasked`: nobody is, because it arrived unasked. */
export type NftProblem = { kind: 'none' | 'not-allowed' | 'unasked' | 'failed'; text: string }

/** `data` is base64; `kept` is a small copy. An SVG comes with everything taken out that is not a drawing. */
export type NftPicture = { type: string; data: string; kept: boolean } | { problem: NftProblem }

export type NftSendRequest = NftId & {
  from: Address
  to: string
  /** The ENS name that the address was found by. It is looked up again, and has to lead there still. */
  name?: string
  /** As typed: a whole number. */
  amount: string
}

export type NftsApi = {
  /** Reads whose they are from all networks that are switched on. A network that is not there changes nothing. */
  'nfts.refresh': [null, null]
  /** Without a token id all that the accounts hold of it, where the contract can list them. FieldError tells. */
  'nfts.add': [{ chainId: number; address: string; tokenId: string | null }, { name: string; count: number }]
  /** Off the list, until it is added again or arrives anew. */
  'nfts.remove': [NftId, null]
  /** Of one, or with a null token id of its collection. */
  'nfts.choose': [Omit<NftId, 'tokenId'> & { tokenId: string | null; choice: NftChoice | null }, null]
  'nfts.describe': [NftId, NftDescription]
  /** `small`: the one that was kept, where there is one. */
  'nfts.picture': [NftId & { size: 'small' | 'full' }, NftPicture]
  /** Keeps a small one: WebP or PNG, base64. */
  'nfts.keepPicture': [NftId & { data: string }, null]
  /** An https address, or none. FieldError names `gateway`. */
  'nfts.gateway': [{ url: string | null }, null]
  /** Checks the form and makes an approval of kind `transaction`. FieldError names the field that is wrong. */
  'nfts.send': [NftSendRequest, { approvalId: string }]
}
