import { parseAddress, ZERO_ADDRESS } from '../../ethereum/address.ts'
import { parseAmount } from '../../ethereum/units.ts'
import type { AssetRow } from '../../messaging/protocol.ts'
import { type Address, isAddressLike, sameAddress } from '../../shared/hex.ts'
import { reviewAmount } from '../approvals/amounts.ts'
import { messageOf } from '../format.ts'

export type Hint = { tone: 'quiet' | 'problem'; text: string }
export type Problem = { field: 'recipient' | 'amount' | 'token' | null; text: string }

const problem = (text: string): Hint => ({ tone: 'problem', text })
const quiet = (text: string): Hint => ({ tone: 'quiet', text })
const count = (n: number) => `${n} ${n === 1 ? 'character' : 'characters'}`

/** What can be said about a recipient while it is typed, without asking anybody. Null while it is empty. */
export function recipientHint(
  typed: string,
  from: string,
  own: readonly { address: Address; name: string }[],
): Hint | null {
  const text = typed.trim()
  if (text === '') return null
  if (!/^0x/i.test(text)) return problem('An address begins with 0x; a name has a dot, as in alice.eth.')
  const digits = text.slice(2)
  if (/[^0-9a-fA-F]/.test(digits))
    return problem('After 0x, an address has only the digits 0-9 and the letters a-f.')
  if (digits.length < 40) return quiet(`${count(40 - digits.length)} missing.`)
  if (digits.length > 40) return problem(`${count(digits.length - 40)} too many.`)
  const address = readyRecipient(text)
  if (address === null)
    return problem(
      'A character of this address is wrong: its capitals do not fit. Copy it again from its source.',
    )
  if (address === ZERO_ADDRESS) return problem('Nobody holds this address. What is sent there is lost.')
  if (sameAddress(address, from)) return quiet('This is the account that you send from.')
  const mine = own.find((account) => sameAddress(account.address, address))
  return mine
    ? quiet(`Your account ${mine.name}.`)
    : quiet('Compare every character with its source, not only the first and the last.')
}

/** The address that was typed, in mixed case; null while it is none. */
export function readyRecipient(typed: string): Address | null {
  if (!isAddressLike(typed.trim())) return null
  try {
    return parseAddress(typed)
  } catch {
    return null
  }
}

/** What can be said about an amount while it is typed. Null while it is empty or fits. */
export function amountHint(
  typed: string,
  asset: Pick<AssetRow, 'decimals' | 'balance' | 'symbol'>,
): Hint | null {
  if (typed.trim() === '' || typed.trim() === '.') return null
  let amount: bigint
  try {
    amount = parseAmount(typed, asset.decimals)
  } catch (error) {
    return problem(messageOf(error))
  }
  const balance = BigInt(asset.balance)
  if (amount > balance)
    return problem(`More than the ${reviewAmount(balance, asset.decimals)} ${asset.symbol} you have.`)
  return null
}

/** Where an error of the background belongs. */
export function problemOf(error: unknown): Problem {
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  const field = typeof data === 'object' && data !== null && 'field' in data ? data.field : null
  const known = field === 'recipient' || field === 'amount' || field === 'token'
  return { field: known ? field : null, text: messageOf(error) }
}
