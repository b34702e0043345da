import type { NftView } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Params } from '../router.ts'
import { useWallet } from '../state.ts'

/** The one that a route names. */
export function useNft({ chainId, address, tokenId, owner }: Params): NftView | undefined {
  return useWallet((state) =>
    state.nfts.find(
      (one) =>
        String(one.chainId) === chainId &&
        one.tokenId === tokenId &&
        sameAddress(one.address, address ?? '') &&
        sameAddress(one.owner, owner ?? ''),
    ),
  )
}

export const nftParams = ({ chainId, address, tokenId, owner }: NftView): Params => ({
  chainId: String(chainId),
  address,
  tokenId,
  owner,
})
