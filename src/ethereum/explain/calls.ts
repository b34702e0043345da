/** Sentences for the calls that the wallet understands. */
import type { BalanceChange, Part } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { type Call, isUnlimited } from '../calls.ts'
import {
  amountText,
  type ExplainContext,
  type ExplainedTransaction,
  isVouched,
  itemText,
  type KnownToken,
  mayBeItemZero,
  party,
} from './context.ts'
import type { Explanation } from './explain.ts'

type Words = Pick<Explanation, 'kind' | 'summary' | 'changes'>

/** `token` is that of the called contract, when the wallet knows it. */
export function describeCall(
  call: Call,
  tx: ExplainedTransaction,
  token: KnownToken | null,
  context: ExplainContext,
): Words {
  const contract: Part[] = tx.to === null ? [] : [{ address: tx.to }]
  const who = (address: Address): Part[] => party(address, context)
  switch (call.name) {
    case 'transfer':
      return {
        kind: 'token-send',
        summary: [['Send ', ...quantity(call.amount, token, contract), ' to ', ...who(call.to)]],
        changes: moved(tx, token, tx.from, call.to, call.amount),
      }
    case 'transferFrom': {
      const what = quantity(call.amount, token, contract, 'or item number')
      const title: Part[] = sameAddress(call.from, tx.from)
        ? ['Send ', ...what, ' to ', ...who(call.to)]
        : ['Move ', ...what, ' from ', ...who(call.from), ' to ', ...who(call.to)]
      return {
        kind: 'token-send',
        summary: [title],
        changes: moved(tx, token, call.from, call.to, call.amount),
      }
    }
    case 'approve':
    case 'increaseAllowance':
      return {
        kind: 'approve',
        summary: [allowance(call, token, contract, who, tx.to !== null && mayBeItemZero(tx.to, context))],
        changes: [],
      }
    case 'setApprovalForAll': {
      const operator = who(call.operator)
      const title: Part[] = call.approved
        ? [
            'Let ',
            ...operator,
            ' take ',
            { strong: 'all your items' },
            ' of ',
            ...contract,
            ', now and later',
          ]
        : ['Take back the right of ', ...operator, ' to move your items of ', ...contract]
      return { kind: 'approve', summary: [title], changes: [] }
    }
    case 'sendItem': {
      const what = itemText(call.id, tx.to, context)
      return { kind: 'token-send', summary: [route(what, call, tx, who)], changes: [] }
    }
    case 'sendItems': {
      const [first] = call.items
      const what: Part[] =
        first !== undefined && call.items.length === 1
          ? itemText(first.id, tx.to, context, first.amount)
          : [{ strong: `${call.items.length} kinds of items` }, ' of ', ...contract]
      return { kind: 'token-send', summary: [route(what, call, tx, who)], changes: [] }
    }
  }
}

type Who = (address: Address) => Part[]

/** "100 USDC", or the raw number said to be raw, of a contract whose decimals are not known. */
function quantity(amount: bigint, token: KnownToken | null, contract: readonly Part[], or = ''): Part[] {
  if (token !== null) {
    const amountOf: Part = { strong: amountText(amount, token.decimals, token.symbol) }
    return isVouched(token) ? [amountOf] : [amountOf, ' (', ...contract, ')']
  }
  return [{ strong: `${amount} base units` }, or === '' ? ' of ' : ` (${or}) of `, ...contract]
}

function allowance(
  call: Extract<Call, { name: 'approve' | 'increaseAllowance' }>,
  token: KnownToken | null,
  contract: readonly Part[],
  who: Who,
  mayBeItem: boolean,
): Part[] {
  const spender = who(call.spender)
  const symbol: Part[] = token === null ? [] : [{ strong: token.symbol }]
  const all: Part[] =
    token === null ? [...contract] : isVouched(token) ? symbol : [...symbol, ' (', ...contract, ')']
  if (call.amount === 0n && call.name === 'approve' && mayBeItem)
    return ['Let ', ...spender, ' take ', { strong: 'item #0' }, ' of ', ...contract, ', if it has items']
  if (call.amount === 0n && call.name === 'approve' && token !== null) {
    return ['Take back the right of ', ...spender, ' to spend your ', ...all]
  }
  if (call.name === 'approve' && sameAddress(call.spender, ZERO_ADDRESS) && token === null)
    return [
      'Take back the right to item ',
      { strong: `#${call.amount}` },
      ' of ',
      ...contract,
      ' that was given',
    ]
  if (isUnlimited(call.amount)) return ['Let ', ...spender, ' spend ', { strong: 'unlimited' }, ' ', ...all]
  const what = quantity(call.amount, token, contract, call.name === 'approve' ? 'or item number' : '')
  if (call.name === 'increaseAllowance') {
    return ['Let ', ...spender, ' spend ', ...what, ', on top of what it may spend already']
  }
  return ['Let ', ...spender, ' spend up to ', ...what]
}

function route(
  what: Part[],
  call: { from: Address; to: Address },
  tx: ExplainedTransaction,
  who: Who,
): Part[] {
  if (sameAddress(call.from, tx.from)) return ['Send ', ...what, ' to ', ...who(call.to)]
  return ['Move ', ...what, ' from ', ...who(call.from), ' to ', ...who(call.to)]
}

/** The change for the signing account of a token moving from one address to another. */
function moved(
  tx: ExplainedTransaction,
  token: KnownToken | null,
  from: Address,
  to: Address,
  amount: bigint,
): BalanceChange[] {
  const out = sameAddress(from, tx.from)
  // What only the contract says of itself is no balance of the wallet.
  if (token === null || token.origin === 'read' || amount === 0n || out === sameAddress(to, tx.from))
    return []
  const { address, symbol, decimals } = token
  return [{ token: address, symbol, decimals, amount: (out ? -amount : amount).toString() }]
}
