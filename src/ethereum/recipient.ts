/**
 * What a person should hear about whom they send to, from what the wallet knows of the address and what the chain
 * says of it. Pure; nothing here is a reason to send.
 */
import type { Warning } from '../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../shared/hex.ts'
import { decodeCall } from './calls.ts'
import type { ExplainedTransaction } from './explain/context.ts'
import { visibleLine } from './text.ts'

export type Known = { address: Address; what: 'account' | 'contact' | 'recipient'; name: string | null }

/** `account`: nobody's code, or that of a smart account (EIP-7702); `forwarder`: a minimal proxy (EIP-1167). */
export type Code = 'account' | 'contract' | 'forwarder'

export type Recipient = {
  address: Address
  /** What the wallet knows of this very address. */
  known: Known | null
  /** The contact is marked as an exchange's deposit address. */
  exchange: boolean
  /** Another address, which this one could be taken for. */
  twin: Known | null
  /** Null when the network did not say. */
  code: Code | null
  /** A contract stands there on Ethereum and none on this network. */
  onlyOnEthereum: boolean
}

/** The code of an address, told apart. */
export function codeKind(code: Hex): Code {
  if (code === '0x' || /^0xef0100[0-9a-f]{40}$/i.test(code)) return 'account'
  // https://eips.ethereum.org/EIPS/eip-1167
  return /^0x363d3d373d3d3d363d(?:6[0-9a-f]|7[0-3])/i.test(code) && code.length <= 2 + 2 * 64
    ? 'forwarder'
    : 'contract'
}

const HEAD = 2 + 4
const TAIL = 4

/** The same beginning and end, which is all that is compared in a hurry, and another address. */
export const isLookAlike = (a: Address, b: Address): boolean =>
  !sameAddress(a, b) &&
  sameAddress(a.slice(0, HEAD), b.slice(0, HEAD)) &&
  sameAddress(a.slice(-TAIL), b.slice(-TAIL))

/** Who gets coins, tokens or items by this, and whether anything of worth is known to move. Null: nobody does. */
export function recipientOf(
  tx: ExplainedTransaction,
): { to: Address; token: Address | null; amount: bigint } | null {
  if (tx.to === null) return null
  if (tx.data === '0x') return { to: tx.to, token: null, amount: tx.value }
  const call = decodeCall(tx.data)?.call ?? null
  if (call === null || !('to' in call)) return null
  return { to: call.to, token: tx.to, amount: 'amount' in call ? call.amount : 1n }
}

const NAMES: Record<Known['what'], string> = {
  account: 'your account',
  contact: 'your contact',
  recipient: 'an address that you sent to before',
}
const named = ({ what, name }: Known): string =>
  name === null ? NAMES[what] : `${NAMES[what]} ${visibleLine(name, 40)}`

/** @param symbol of what is sent @param network its name */
export function recipientWarnings(
  of: Recipient,
  { symbol, network }: { symbol: string; network: string },
): Warning[] {
  const warnings: Warning[] = []
  const add = (rule: string, severity: Warning['severity'], title: string, text: string) =>
    warnings.push({ rule, severity, title, text })
  const { known, twin, code } = of
  if (twin !== null && known === null) {
    const text = `It begins and ends like ${named(twin)}, ${twin.address}, and is a different address. Swindlers make such addresses and put them into your history to be copied. Take the address from its source again, and compare every character.`
    add('recipient-look-alike', 'danger', 'This is not the address it looks like', text)
  }
  if (known?.what === 'account') add('recipient-own', 'info', `This is ${named(known)}`, 'It stays with you.')
  if (known === null && twin === null) {
    const text =
      'Compare every character with its source. What is sent to a wrong address cannot be got back.'
    add('recipient-new', 'info', 'You have not sent to this address before', text)
  }
  if (of.exchange) {
    const text = `Exchanges take only the coins and networks that they list for an address, and lose the rest. Look there whether it takes ${symbol} on ${network}, and whether it asks for a memo, which this cannot carry.`
    add('recipient-exchange', 'warning', 'This is the deposit address of an exchange', text)
  } else if (code === 'forwarder') {
    const text = `A small contract that hands on what it gets stands there, as exchanges and custodians use them. Make sure that it takes ${symbol} on ${network}: what it does not take may be lost.`
    add('recipient-deposit', 'warning', 'This looks like a deposit address', text)
  } else if (code === 'contract') {
    const text = `Not every contract can give back what it gets. Make sure that this one takes ${symbol} on ${network}.`
    const severity = known === null ? 'warning' : 'info'
    add('recipient-contract', severity, 'The recipient is a contract', text)
  }
  if (of.onlyOnEthereum) {
    const text = `On Ethereum a contract stands at this address, on ${network} none. Its owner may have no way to reach what is sent there on ${network}. Ask them for an address on this network.`
    add('recipient-elsewhere', 'warning', `This is a contract on Ethereum, not on ${network}`, text)
  }
  return warnings
}
