/**
 * The picture that the owner of an ENS name chose (ENSIP-12, https://docs.ens.domains/ensip/12). Only of a name that
 * leads back to its address, only where pictures from the internet are allowed, and of an NFT only while the address
 * holds it. What comes is made harmless as the pictures of NFTs are.
 */
import { decodeText, encodeResolveText, parseNftReference } from '../../ethereum/ens.ts'
import type { AvatarAnswer } from '../../messaging/people-api.ts'
import type { NftPicture, NftProblem } from '../../messaging/protocol.ts'
import { EndpointError, WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { LockedError } from '../keeper.ts'
import { failed, pictureAt, pictureOf, readDescription } from '../nfts/description.ts'
import { createLoad } from '../nfts/load.ts'
import { readHeld } from '../nfts/ownership.ts'
import { keepSmall, smallCopy } from '../nfts/small-copies.ts'
import { NFT_PROVIDERS } from '../providers/list/nfts.ts'
import type { Services } from '../services.ts'
import { GatewaysNeeded } from './gateways.ts'

export type Avatars = {
  /** Never rejects for what a network or a host does. @throws LockedError */
  of(address: Address): Promise<AvatarAnswer>
  /** @throws InvalidParamsError for what is no small picture */
  keep(address: Address, data: string): Promise<void>
}

const LONGEST = 200_000
const none = (text: string): { problem: NftProblem } => ({ problem: { kind: 'none', text } })
const keyOf = (address: Address) => `avatar:${address.toLowerCase()}`

export function createAvatars(services: () => Services): Avatars {
  const load = createLoad(services)

  const mayLoad = () => NFT_PROVIDERS.some(({ id }) => services().providers.isAllowed(id))

  async function ofNft(
    owner: Address,
    nft: NonNullable<ReturnType<typeof parseNftReference>>,
  ): Promise<NftPicture> {
    const { chainId } = nft
    if (services().networks.find(chainId)?.enabled !== true)
      return none('It is an NFT of a network that is switched off.')
    const [held] = await readHeld(services(), chainId, [owner], [nft])
    if (held === undefined || held.quantity === 0n)
      return none('It is an NFT that the address does not hold.')
    return pictureOf(load, await readDescription(services(), load, nft, false), false)
  }

  async function read(name: string, owner: Address): Promise<NftPicture> {
    try {
      const text = decodeText(await services().ens.ask(encodeResolveText(name, 'avatar')))
      if (text === null || text.length > LONGEST) return none('The name has no picture.')
      const nft = parseNftReference(text)
      return nft === null ? await pictureAt(load, text, false) : await ofNft(owner, nft)
    } catch (error) {
      if (error instanceof EndpointError || error instanceof GatewaysNeeded)
        return none('The name has no picture.')
      if (error instanceof WalletError) return { problem: failed(error.shortMessage) }
      throw error
    }
  }

  return {
    async of(address) {
      if (services().keeper.status() !== 'unlocked') throw new LockedError()
      const not = (picture: NftPicture) => ({ name: null, picture })
      if (!mayLoad())
        return not({ problem: { kind: 'not-allowed', text: 'Pictures from the internet are switched off.' } })
      const looked = await services().ens.look([address], 'everyone')
      const name = services().ens.names()[address.toLowerCase()]
      if (name === undefined) return not(none('The address has no name.'))
      // The name was seen to lead here just now, or not a day ago.
      const kept = looked ? null : await smallCopy(services(), keyOf(address))
      return { name, picture: kept ?? (await read(name, address)) }
    },
    async keep(address, data) {
      if (services().ens.names()[address.toLowerCase()] === undefined) return
      await keepSmall(services(), keyOf(address), data)
    },
  }
}
