/**
 * What of the rights that logs named holds now, read from the chain: what is zero, spent, expired or given up is gone,
 * and what a contract does not answer is counted, never taken for gone.
 */
import {
  decodePermit2,
  encodeAllowance,
  encodeIsOperator,
  encodeItemSpender,
  encodePermit2Allowance,
} from '../../ethereum/allowances.ts'
import { decodeString, decodeUint, encodeBalanceOf, SELECTORS } from '../../ethereum/erc20.ts'
import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { decodeOwner, encodeOwnerOf } from '../../ethereum/nft.ts'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { AllowanceView, Right } from '../../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { type Read, readMany } from '../nfts/read-many.ts'
import type { Services } from '../services.ts'
import { spenderKinds } from './spenders.ts'

/** What stands: the spender as it is now, and the amount. */
type Held = { right: Right; amount: bigint; expires: number | null }

const NOBODY = /^0x0{40}$/
const MOST_DECIMALS = 36

export async function readRights(
  services: Services,
  chainId: number,
  account: Address,
  rights: readonly Right[],
): Promise<{ rows: AllowanceView[]; unread: number }> {
  const answers = await readMany(
    services,
    chainId,
    rights.flatMap((right) => readsOf(right, account)),
  )
  const now = services.ports.clock.now()
  const held: Held[] = []
  let unread = 0
  let at = 0
  for (const right of rights) {
    const count = readsOf(right, account).length
    const one = heldOf(right, account, answers.slice(at, at + count), now)
    at += count
    if (one === 'unread') unread += 1
    else if (one !== null) held.push(one)
  }
  return { rows: await viewsOf(services, chainId, account, held), unread }
}

function readsOf({ kind, token, spender, tokenId }: Right, account: Address): Read[] {
  if (kind === 'permit2') return [{ to: PERMIT2, data: encodePermit2Allowance(account, token, spender) }]
  if (kind === 'all') return [{ to: token, data: encodeIsOperator(account, spender) }]
  if (kind === 'token') return [{ to: token, data: encodeAllowance(account, spender) }]
  const id = BigInt(tokenId ?? 0)
  return [
    { to: token, data: encodeItemSpender(id) },
    { to: token, data: encodeOwnerOf(id) },
  ]
}

/** Null for what is no more. */
function heldOf(
  right: Right,
  account: Address,
  [answer = null, second = null]: readonly (Hex | null)[],
  now: number,
): Held | null | 'unread' {
  if (right.kind === 'item') {
    const owner = second === null ? null : decodeOwner(second)
    const spender = answer === null ? null : decodeOwner(answer)
    // An item that is gone (moved or burnt) gives nobody a right over this account.
    if (owner === null || spender === null) return answer === null && second === null ? null : 'unread'
    if (!sameAddress(owner, account) || NOBODY.test(spender)) return null
    return { right: { ...right, spender }, amount: 1n, expires: null }
  }
  if (answer === null) return 'unread'
  if (right.kind === 'permit2') {
    const given = decodePermit2(answer)
    if (given === null) return 'unread'
    const expires = given.expires * 1000
    return given.amount === 0n || expires < now ? null : { right, amount: given.amount, expires }
  }
  const amount = decodeUint(answer)
  if (amount === null) return 'unread'
  return amount === 0n ? null : { right, amount: right.kind === 'all' ? 1n : amount, expires: null }
}

async function viewsOf(
  services: Services,
  chainId: number,
  account: Address,
  held: readonly Held[],
): Promise<AllowanceView[]> {
  const tokens = [...new Set(held.map(({ right }) => right.token))]
  const spenders = [...new Set(held.map(({ right }) => right.spender))]
  const [facts, kinds] = await Promise.all([
    readMany(
      services,
      chainId,
      tokens.flatMap((to) => [
        { to, data: encodeBalanceOf(account) },
        { to, data: encodeAllowance(account, PERMIT2) },
        { to, data: SELECTORS.symbol },
        { to, data: SELECTORS.decimals },
      ]),
    ),
    spenderKinds(services, chainId, spenders),
  ])
  const { currency } = services.state.display.get()
  return held.map(({ right, amount, expires }) => {
    const i = tokens.indexOf(right.token) * 4
    const [balance, throughPermit2, symbol, places] = facts.slice(i, i + 4)
    const known = services.assets.tokens.find(chainId, right.token)
    const listed = known !== null && known.origin !== 'found'
    const nft = right.kind === 'item' || right.kind === 'all'
    const decimals = nft ? null : (known?.decimals ?? decimalsIn(places))
    const has = right.kind === 'item' ? 1n : numberIn(balance)
    const reach = [has, right.kind === 'all' ? has : amount]
    if (right.kind === 'permit2') reach.push(numberIn(throughPermit2))
    const atRisk = least(reach)
    const price = listed && !nft ? services.prices.of(chainId, right.token) : null
    const worth =
      price === null || atRisk === null || decimals === null ? null : worthOf(atRisk, decimals, price.price)
    return {
      ...right,
      chainId,
      symbol: known?.symbol ?? decodeString(symbol ?? '0x') ?? '',
      decimals,
      listed,
      amount: amount.toString(),
      balance: has?.toString() ?? null,
      atRisk: atRisk?.toString() ?? null,
      value: worth === null ? null : formatPlain(worth),
      currency,
      expires,
      spenderIs: kinds.get(right.spender) ?? null,
    }
  })
}

const numberIn = (answer: Hex | null | undefined): bigint | null => (answer ? decodeUint(answer) : null)

function decimalsIn(answer: Hex | null | undefined): number | null {
  const places = numberIn(answer)
  return places === null || places > MOST_DECIMALS ? null : Number(places)
}

/** Null where one of them is not known. */
function least(amounts: readonly (bigint | null)[]): bigint | null {
  let lowest: bigint | null = null
  for (const one of amounts) {
    if (one === null) return null
    if (lowest === null || one < lowest) lowest = one
  }
  return lowest
}
