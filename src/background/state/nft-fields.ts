/** What is stored of NFTs. */
import * as v from 'valibot'
import type { NftChoice } from '../../messaging/protocol.ts'
import type { Storage } from '../../storage/storage.ts'
import { createField } from './field.ts'
import * as schema from './schema.ts'

export const nftFields = (storage: Storage) => ({
  nfts: createField<schema.StoredNft[]>({
    key: 'nfts',
    storage,
    initial: [],
    parse: (stored) => v.parse(v.array(schema.nft), stored),
  }),
  nftCollections: createField<schema.NftCollection[]>({
    key: 'nft-collections',
    storage,
    initial: [],
    parse: (stored) => v.parse(v.array(schema.nftCollection), stored),
  }),
  nftChoices: createField<Record<string, NftChoice>>({
    key: 'nft-choices',
    storage,
    initial: {},
    parse: (stored) => v.parse(schema.nftChoices, stored),
  }),
  /** The IPFS gateway that the person chose: no slash at its end. */
  nftGateway: createField<string | null>({
    key: 'nft-gateway',
    storage,
    initial: null,
    parse: (stored) => v.parse(v.nullable(v.string()), stored),
  }),
  /** Storage keys of the small pictures that are kept, the newest last. */
  nftPictures: createField<string[]>({
    key: 'nft-pictures',
    storage,
    initial: [],
    parse: (stored) => v.parse(v.array(v.string()), stored),
  }),
})
