/**
 * What a transaction does to an account: its balances and allowances, read in the simulated block before and after.
 * A log can lie; a balance that is read twice can only be what the token itself will say.
 */
import { encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import {
  decodePermit2,
  encodeAllowance,
  encodeIsOperator,
  encodeItemSpender,
  encodePermit2Allowance,
} from '../allowances.ts'
import { decodeUint, encodeBalanceOf } from '../erc20.ts'
import { PERMIT2 } from '../known-contracts.ts'
import { decodeOwner, encodeItemBalance, encodeOwnerOf } from '../nft.ts'
import type { CallOutcome, Overrides, SimulatedCall } from './simulated.ts'
import type { Touched } from './touched.ts'

export type AssetChange =
  | { kind: 'native'; amount: bigint }
  | { kind: 'token'; token: Address; amount: bigint }
  | { kind: 'item'; collection: Address; id: bigint; amount: bigint }

export type AllowanceChange =
  /** `through` Permit2, or directly. */
  | {
      kind: 'token'
      token: Address
      spender: Address
      before: bigint
      after: bigint
      through: 'permit2' | null
    }
  | { kind: 'item'; collection: Address; id: bigint; spender: Address }
  | { kind: 'all-items'; collection: Address; operator: Address; allowed: boolean }

export type Effects = {
  changes: AssetChange[]
  allowances: AllowanceChange[]
  /** Contracts whose balance cannot be read: what they do to it is not known. */
  unread: Address[]
}

/** An address without anything, for a few bytes that tell a balance of coins: no chain has to have a contract for it. */
const SCRATCH: Address = '0x00000000000000000000000000000000c0DE0001'
/** Answers the balance of the address in the first word of its input. */
export const SCRATCH_CODE: Overrides = { [SCRATCH]: { code: '0x6000353160005260206000f3' } }
/** What a read may take: a token that needs more is not read. */
const READ_GAS = 500_000n

const read = (to: Address, data: Hex): SimulatedCall => ({ to, data, gas: READ_GAS })

/** In the order of `effectsOf`: each of these is made before and again after what is simulated. */
export function readsFor(touched: Touched, account: Address): SimulatedCall[] {
  return [
    read(SCRATCH, encodeAbiParameters([{ type: 'address' }], [account])),
    ...touched.tokens.map((token) => read(token, encodeBalanceOf(account))),
    ...touched.items.map(({ collection, id, many }) =>
      read(collection, many ? encodeItemBalance(account, id) : encodeOwnerOf(id)),
    ),
    ...touched.items.map(({ collection, id }) => read(collection, encodeItemSpender(id))),
    ...touched.allowances.map(({ token, spender }) => read(token, encodeAllowance(account, spender))),
    ...touched.permit2.map(({ token, spender }) =>
      read(PERMIT2, encodePermit2Allowance(account, token, spender)),
    ),
    ...touched.operators.map(({ collection, operator }) =>
      read(collection, encodeIsOperator(account, operator)),
    ),
  ]
}

/** @param before, after the outcomes of `readsFor(touched, account)` */
export function effectsOf(
  touched: Touched,
  account: Address,
  before: readonly CallOutcome[],
  after: readonly CallOutcome[],
): Effects {
  const effects: Effects = { changes: [], allowances: [], unread: [] }
  let at = 0
  const next = () => {
    const both = [textOf(before[at]), textOf(after[at])] as const
    at += 1
    return both
  }
  const numbers = () => next().map((text) => (text === null ? null : decodeUint(text)))

  const [hadCoins, hasCoins] = numbers()
  if (hadCoins != null && hasCoins != null && hadCoins !== hasCoins)
    effects.changes.push({ kind: 'native', amount: hasCoins - hadCoins })
  for (const token of touched.tokens) {
    const [had, has] = numbers()
    if (had == null && has == null) continue // Not a token.
    if (had == null || has == null) effects.unread.push(token)
    else if (had !== has) effects.changes.push({ kind: 'token', token, amount: has - had })
  }
  for (const { collection, id, many } of touched.items) {
    const [had, has] = many ? numbers() : next().map((text) => holds(text, account))
    const amount = (has ?? 0n) - (had ?? 0n)
    if (amount !== 0n) effects.changes.push({ kind: 'item', collection, id, amount })
  }
  for (const { collection, id } of touched.items) {
    const [had, has] = next().map((text) => (text === null ? null : decodeOwner(text)))
    const given = has !== null && has !== undefined && !/^0x0{40}$/.test(has) && has !== had
    const lost = effects.changes.some(
      (one) => one.kind === 'item' && one.collection === collection && one.id === id,
    )
    if (given && !lost) effects.allowances.push({ kind: 'item', collection, id, spender: has })
  }
  for (const { token, spender } of touched.allowances) {
    const [had, has] = numbers()
    if (has != null && had !== has)
      effects.allowances.push({ kind: 'token', token, spender, before: had ?? 0n, after: has, through: null })
  }
  for (const { token, spender } of touched.permit2) {
    const [had, has] = next().map(permit2Amount)
    if (has != null && had !== has)
      effects.allowances.push({
        kind: 'token',
        token,
        spender,
        before: had ?? 0n,
        after: has,
        through: 'permit2',
      })
  }
  for (const { collection, operator } of touched.operators) {
    const [had, has] = numbers()
    if (has != null && had !== has)
      effects.allowances.push({ kind: 'all-items', collection, operator, allowed: has === 1n })
  }
  return effects
}

const textOf = (outcome: CallOutcome | undefined): Hex | null =>
  outcome?.ok === true && outcome.returnData !== '0x' ? outcome.returnData : null

const holds = (text: Hex | null, account: Address): bigint => {
  const owner = text === null ? null : decodeOwner(text)
  return owner !== null && sameAddress(owner, account) ? 1n : 0n
}

const permit2Amount = (text: Hex | null): bigint | null =>
  text === null ? null : (decodePermit2(text)?.amount ?? null)
