/**
 * EIP-747: a site proposes a token or an NFT to be shown. What it claims is held against the chain, its pictures are
 * never loaded, and it gets `true` as soon as the person is asked: not what they chose.
 * https://eips.ethereum.org/EIPS/eip-747
 */
import * as v from 'valibot'
import type { WatchedAsset } from '../../../messaging/protocol.ts'
import {
  InvalidInputError,
  InvalidParamsError,
  ResourceUnavailableError,
  UnauthorizedError,
} from '../../../shared/errors.ts'
import type { Address } from '../../../shared/hex.ts'
import { type Call, readName, readOwns, readStandard, readToken } from '../../assets/asset-reads.ts'
import { toQuoted } from '../../assets/quoted.ts'
import { defineMethod } from '../method.ts'
import { addressParam, firstParam, parseParams } from '../params.ts'
import { readFor } from '../reads.ts'

const MOST_ID = 2n ** 256n
const decimals = v.union(
  [v.number(), v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number))],
  'decimals are a number from 0 to 36',
)
const whole = v.pipe(
  decimals,
  v.integer('decimals are a whole number'),
  v.minValue(0, 'decimals are a number from 0 to 36'),
  v.maxValue(36, 'decimals are a number from 0 to 36'),
)
const symbol = v.pipe(v.string(), v.minLength(1), v.maxLength(11, 'a symbol has at most 11 characters'))
const image = v.optional(v.nullable(v.string()))

const token = v.object({
  address: addressParam,
  symbol: v.nullish(symbol),
  decimals: v.nullish(whole),
  image,
})
const nft = v.object({
  address: addressParam,
  tokenId: v.pipe(
    v.string(),
    v.regex(/^(?:0|[1-9]\d{0,77})$/, 'a tokenId is a whole number, in decimal'),
    // A check sees also what the one before refused.
    v.check((id) => /^\d{1,78}$/.test(id) && BigInt(id) < MOST_ID, 'the tokenId is too large'),
  ),
  image,
})
const schema = v.variant(
  'type',
  [
    v.object({ type: v.literal('ERC20'), options: token }),
    v.object({ type: v.literal('ERC721'), options: nft }),
    v.object({ type: v.literal('ERC1155'), options: nft }),
  ],
  'only assets of type ERC20, ERC721 and ERC1155 are supported',
)

export const wallet_watchAsset = defineMethod({
  name: 'wallet_watchAsset',
  parse: (params) => parseParams(schema, firstParam(params)),

  async run(services, context, wanted) {
    const call: Call = (to, data) => readFor(services, context, 'eth_call', [{ to, data }, 'latest'])
    const asset =
      wanted.type === 'ERC20'
        ? await checkedToken(call, wanted.options)
        : await checkedNft(call, wanted.type, wanted.options, context.accounts[0])
    return { ask: { kind: 'watch-asset', chainId: context.chainId, asset }, told: { result: true } }
  },
})

async function checkedToken(call: Call, claimed: v.InferOutput<typeof token>): Promise<WatchedAsset> {
  const standard = await readStandard(call, claimed.address)
  if (standard !== null)
    throw new InvalidParamsError(`There is an ${standard} collection at this address, not an ERC20 token.`)
  const found = await readToken(call, claimed.address)
  if (found === null) throw new InvalidParamsError('There is no ERC20 token at this address on this network.')
  const said = claimed.symbol?.toLowerCase()
  if (said !== undefined && said !== found.symbol.toLowerCase())
    throw new InvalidParamsError(
      `The symbol in the request (${toQuoted(claimed.symbol ?? '')}) is not that of the contract (${toQuoted(found.symbol)}).`,
    )
  if (typeof claimed.decimals === 'number' && claimed.decimals !== found.decimals)
    throw new InvalidParamsError(
      `The decimals in the request (${claimed.decimals}) are not those of the contract (${found.decimals}).`,
    )
  return { standard: 'ERC20', ...found }
}

async function checkedNft(
  call: Call,
  standard: 'ERC721' | 'ERC1155',
  { address, tokenId }: v.InferOutput<typeof nft>,
  owner: Address | undefined,
): Promise<WatchedAsset> {
  if (owner === undefined) throw new UnauthorizedError()
  const found = await readStandard(call, address)
  if (found === null) throw new ResourceUnavailableError(`The contract does not say that it is ${standard}.`)
  if (found !== standard) throw new InvalidInputError(`The contract is ${found}, not ${standard}.`)
  const owns = await readOwns(call, standard, address, BigInt(tokenId), owner)
  if (owns === null) throw new ResourceUnavailableError('The contract does not say whose this item is.')
  if (!owns) throw new InvalidInputError('The item does not belong to the selected account.')
  const name = (await readName(call, address)) ?? 'Collection without a name'
  return { standard, address, tokenId, owner, name }
}
