/**
 * Who has to be allowed what before a swap: the exact amount, by a signature where the token or Permit2 takes one and
 * that saves a transaction, and from zero where the token takes a new amount only then.
 */
import {
  decodePermit2,
  encodeAllowance,
  encodeApprove,
  encodePermit2Allowance,
} from '../../ethereum/allowances.ts'
import { decodeUint } from '../../ethereum/erc20.ts'
import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { type Permits, permitReads, permitsOf } from '../../ethereum/swap/permit.ts'
import { encodePermit2Approve, type Permit2Order } from '../../ethereum/swap/permit2.ts'
import type { SwapAllowance } from '../../messaging/protocol.ts'
import { EndpointError, InternalError } from '../../shared/errors.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { atomicStatus, codeAt } from '../smart-account/delegation.ts'
import { type Question, readMany } from './read-many.ts'
import type { Quote, SwapOrder } from './source.ts'

export type Needed = {
  allowance: SwapAllowance
  permits: Permits | null
  permit2: Permit2Order | null
  /** The swap goes through Permit2 instead (`throughPermit2` of the quote). */
  through?: true
}
export type AllowanceCall = { to: Address; value: string; data: Hex }

const NOTHING: Needed = { allowance: { via: 'none' }, permits: null, permit2: null }

/** @throws WalletError */
export async function allowanceFor(services: Services, order: SwapOrder, quote: Quote): Promise<Needed> {
  const { sell, account } = order
  const { spender, throughPermit2 } = quote
  if (spender === null || sell.token === 'native') return NOTHING
  if (quote.takesPermit2) return forPermit2(services, order, quote, spender)
  const { token, chainId } = sell
  const [allowed = null, ...permit] = await readMany(
    services,
    chainId,
    [encodeAllowance(account, spender), ...permitReads(account)].map((data) => ({ to: token, data })),
  )
  const has = decodeUint(allowed ?? '0x') ?? 0n
  const forOpen = quote.plan.type === 'intent' ? soldByOpen(services, order) : 0n
  const needed = quote.maxSold + forOpen
  if (has >= needed) return NOTHING
  const permits = quote.takesPermit === true ? permitsOf(permit, chainId, token) : null
  const more = {
    spender,
    amount: needed.toString(),
    ...(forOpen === 0n ? {} : { forOpen: forOpen.toString() }),
  }
  // One that sends several calls as one has no use for a signature before them.
  const isAtomic = (await atomicStatus(services, chainId, account)) === 'supported'
  // Of an account that runs code, a token may ask that code whether the signature is good.
  if (permits !== null && !isAtomic && (await codeAt(services, chainId, account)) === '0x')
    return { ...NOTHING, allowance: { ...more, via: 'permit', reset: false }, permits }
  if (throughPermit2 && throughPermit2.spender !== null && !isAtomic) {
    const other = await forPermit2(services, order, quote, throughPermit2.spender)
    if (other.allowance.via === 'none' || isOneSignature(other.allowance)) return { ...other, through: true }
  }
  const reset = has > 0n && !(await takes(services, order, token, spender, needed))
  return { ...NOTHING, allowance: { ...more, via: 'approve', reset } }
}

/** An allowance is one for all: with less than this, an order that is open already would lapse. */
function soldByOpen({ state, ports }: Services, { account, sell }: SwapOrder): bigint {
  const now = ports.clock.now() / 1000
  const open = state.swaps
    .get()
    .filter(
      (one) =>
        one.kind === 'intent' &&
        one.status === 'open' &&
        one.consent !== null &&
        (one.deadline ?? 0) > now &&
        one.sell.chainId === sell.chainId &&
        one.sell.token === sell.token &&
        sameAddress(one.account, account),
    )
  return open.reduce((sum, { sold }) => sum + BigInt(sold), 0n)
}

const isOneSignature = (allowance: SwapAllowance): boolean =>
  allowance.via === 'permit' && allowance.permit2?.approve === false

/** The token allows Permit2, Permit2 the router: by a signature, which an account that runs code cannot be sure of. */
async function forPermit2(
  services: Services,
  order: SwapOrder,
  { maxSold, deadline }: Quote,
  router: Address,
): Promise<Needed> {
  const { account, sell } = order
  if (sell.token === 'native') return NOTHING
  const { token, chainId } = sell
  const questions: Question[] = [
    { to: token, data: encodeAllowance(account, PERMIT2) },
    { to: PERMIT2, data: encodePermit2Allowance(account, token, router) },
  ]
  const [[allowed = null, right = null], code] = await Promise.all([
    readMany(services, chainId, questions),
    codeAt(services, chainId, account),
  ])
  const held = decodePermit2(right ?? '0x')
  if (held === null) throw new InternalError('Permit2 does not answer on this network.')
  const has = decodeUint(allowed ?? '0x') ?? 0n
  const until = deadline ?? order.deadline
  const [approve, grant] = [has < maxSold, held.amount < maxSold || BigInt(held.expires) < until]
  if (!approve && !grant) return NOTHING
  const amount = maxSold.toString()
  const via = grant && code === '0x' ? 'permit' : 'approve'
  const reset = approve && has > 0n && !(await takes(services, order, token, PERMIT2, maxSold))
  const order2 = { chainId, token, spender: router, amount, nonce: `${held.nonce}`, until: `${until}` }
  return {
    allowance: { via, spender: router, amount, reset, permit2: { approve, grant } },
    permits: null,
    permit2: grant ? order2 : null,
  }
}

/** Whether the token takes a new amount as things stand. */
async function takes(
  services: Services,
  { account, sell }: SwapOrder,
  token: Address,
  spender: Address,
  amount: bigint,
): Promise<boolean> {
  const call = { from: account, to: token, data: encodeApprove(spender, amount) }
  try {
    await services.rpc.request(sell.chainId, 'eth_call', [call, 'latest'])
    return true
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return false
  }
}

/** The transactions before the swap, beside what is signed. */
export function allowanceCalls(
  { sell }: SwapOrder,
  { allowance, permit2 }: Pick<Needed, 'allowance' | 'permit2'>,
): AllowanceCall[] {
  const { token } = sell
  if (allowance.via === 'none' || token === 'native') return []
  const { via, amount, reset, permit2: how } = allowance
  const spender = how === undefined ? allowance.spender : PERMIT2
  const approve = (units: bigint) => ({ to: token, value: '0', data: encodeApprove(spender, units) })
  const first =
    (how?.approve ?? via === 'approve') ? [...(reset ? [approve(0n)] : []), approve(BigInt(amount))] : []
  if (via === 'permit' || permit2 === null) return first
  return [...first, { to: PERMIT2, value: '0', data: encodePermit2Approve(permit2) }]
}
