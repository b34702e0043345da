/** NFTs that the person let sites add to the list. Nothing of them but what the chain says is kept or fetched. */
import type { NftView } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { State } from '../state/state.ts'

const MOST = 500

export type Nfts = {
  /** Those of the selected account on the selected network, the newest first. */
  shown(): NftView[]
  has(nft: NftView): boolean
  keep(nft: NftView): Promise<void>
  remove(nft: Pick<NftView, 'chainId' | 'address' | 'tokenId'>): Promise<void>
}

type Which = Pick<NftView, 'chainId' | 'address' | 'tokenId'>
const isSame = (a: Which, b: Which): boolean =>
  a.chainId === b.chainId && a.tokenId === b.tokenId && sameAddress(a.address, b.address)

export function createNfts(state: State): Nfts {
  return {
    shown() {
      const { address, chainId } = state.selected.get()
      const mine = (one: NftView) =>
        address !== null && one.chainId === chainId && sameAddress(one.owner, address)
      return state.nfts.get().filter(mine)
    },
    has: (nft) => state.nfts.get().some((one) => isSame(one, nft) && sameAddress(one.owner, nft.owner)),
    async keep(nft) {
      await state.nfts.update((now) => [nft, ...now.filter((one) => !isSame(one, nft))].slice(0, MOST))
    },
    async remove(which) {
      await state.nfts.update((now) => now.filter((one) => !isSame(one, which)))
    },
  }
}
