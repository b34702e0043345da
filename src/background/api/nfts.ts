/** What our own pages ask about NFTs; sending one is refused here for all that the form can know. */
import * as v from 'valibot'
import { encodeSendItem } from '../../ethereum/nft.ts'
import type { NftSendRequest, NftsApi } from '../../messaging/protocol.ts'
import { FieldError } from '../../shared/errors.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
import { readHeld } from '../nfts/ownership.ts'
import { parseGateway } from '../nfts/place.ts'
import type { Services } from '../services.ts'
import { address } from '../state/schema.ts'
import { hasCode, lookInto } from '../transactions/look-into.ts'
import { type Endpoint, endpoint } from './api.ts'
import { notEnoughForFee, recipient, requireName } from './send.ts'

type NftsEndpoints = { [N in keyof NftsApi]: Endpoint<NftsApi[N][0], NftsApi[N][1]> }

const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const tokenId = v.pipe(v.string(), v.regex(/^\d{1,78}$/))
const which = { chainId, address, tokenId }
const short = v.pipe(v.string(), v.maxLength(200))

export function nftsApi(services: Services): NftsEndpoints {
  const { nfts } = services
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work
    return null
  }
  return {
    'nfts.refresh': endpoint(v.null(), async () => {
      await services.nftLogs.catchUp()
      await nfts.refresh()
      return null
    }),
    'nfts.add': endpoint(v.object({ chainId, address: short, tokenId: v.nullable(short) }), (p) =>
      nfts.add(p.chainId, p.address, p.tokenId),
    ),
    'nfts.remove': endpoint(v.object(which), (p) => done(nfts.remove(p))),
    'nfts.choose': endpoint(
      v.object({
        chainId,
        address,
        tokenId: v.nullable(tokenId),
        choice: v.nullable(v.picklist(['hidden', 'shown'])),
      }),
      ({ choice, ...what }) => done(nfts.choose(what, choice)),
    ),
    'nfts.describe': endpoint(v.object(which), (p) => services.nftMedia.describe(p)),
    'nfts.picture': endpoint(v.object({ ...which, size: v.picklist(['small', 'full']) }), ({ size, ...p }) =>
      services.nftMedia.picture(p, size),
    ),
    'nfts.keepPicture': endpoint(v.object({ ...which, data: v.string() }), ({ data, ...p }) =>
      done(services.nftMedia.keepPicture(p, data)),
    ),
    'nfts.gateway': endpoint(v.object({ url: v.nullable(short) }), async ({ url }) => {
      await services.state.nftGateway.set(url === null ? null : parseGateway(url))
      return null
    }),
    'nfts.send': endpoint(
      v.object({
        ...which,
        from: address,
        to: short,
        name: v.exactOptional(v.pipe(v.string(), v.maxLength(255))),
        amount: short,
      }),
      async (request) => ({ approvalId: await services.queue.ask(null, await check(services, request)) }),
    ),
  }
}

/** @throws FieldError for the form, UnreachableError when the network cannot be asked. */
async function check(services: Services, request: NftSendRequest): Promise<TransactionSubject> {
  const { chainId, from, address: contract } = request
  const network = services.networks.need(chainId)
  services.accounts.needKey(from)
  const nft = services.nfts.find(request)
  if (nft === undefined) throw new FieldError('amount', 'This item is not in your list. Add it first.')
  const to = recipient(services, { chainId, from, token: contract, to: request.to })
  if (sameAddress(to, from)) throw new FieldError('recipient', 'It is in this account already.')
  await requireName(services, request, to)
  const { standard, tokenId } = nft
  const [held] = await readHeld(services, chainId, [from], [{ address: contract, standard, tokenId }])
  const has = held?.quantity ?? 0n
  if (has === 0n) throw new FieldError('amount', 'This account does not hold it any more. Nothing was sent.')
  const amount = standard === 'ERC721' ? 1n : amountOf(request.amount)
  if (amount > has) throw new FieldError('amount', `You have ${has} of it.`)
  const subject: TransactionSubject = {
    ...ownTransaction({
      chainId,
      from,
      to: contract,
      data: encodeSendItem(standard, from, to, BigInt(tokenId), amount),
    }),
    ...(request.name === undefined ? {} : { toName: request.name }),
  }
  const found = await lookInto(services, subject)
  const short = notEnoughForFee(found, network.symbol)
  if (short !== null) throw new FieldError('amount', short)
  if (found.failure === null) return subject
  if (await hasCode(services, chainId, to))
    throw new FieldError(
      'recipient',
      'This is a contract that does not take NFTs: what is sent there would be lost. Ask for another address.',
    )
  throw new FieldError('amount', `It would fail: ${found.failure}.`)
}

function amountOf(typed: string): bigint {
  if (!/^\s*\d{1,78}\s*$/.test(typed) || BigInt(typed) === 0n)
    throw new FieldError('amount', 'Type how many to send: a whole number above zero.')
  return BigInt(typed)
}
