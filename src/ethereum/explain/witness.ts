/** A transfer by signature (Permit2) whose conditions are a witness: what may be taken, and what the witness says. */
import type { Detail, Part } from '../../messaging/protocol.ts'
import { sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'
import { readUniswapX } from '../orders/uniswapx.ts'
import type { TypedData } from '../typed-data.ts'
import { encodeType } from '../typed-data-hash.ts'
import { addressAt, integerAt, treeOf, valueAt } from '../typed-data-view.ts'
import { timeText, untilWords } from './amounts.ts'
import type { Facts } from './facts.ts'
import { amountParts, listed } from './items.ts'
import { swap } from './orders.ts'
import type { ExplainedMessage } from './typed-data.ts'

/** What Permit2 hashes in front of the witness. */
const FORM =
  /^Permit(?:Witness|BatchWitness)TransferFrom\(TokenPermissions(?:\[\])? permitted,address spender,uint256 nonce,uint256 deadline,.*TokenPermissions\(address token,uint256 amount\)/

const isPermit2 = ({ domain }: TypedData): boolean =>
  sameAddress(addressAt(domain, 'verifyingContract') ?? '0x', PERMIT2)

export function tellWitness(data: TypedData, facts: Facts, chainId: number): ExplainedMessage | null {
  const { message, primaryType } = data
  if (message === null || !/Witness/.test(primaryType)) return null
  if (!isPermit2(data) || !FORM.test(encodeType(data.types, primaryType))) return null
  const spender = addressAt(message, 'spender')
  const permitted = valueAt(message, 'permitted')
  if (spender === null || permitted === undefined) return null
  const permissions = permitted.kind === 'array' ? permitted.items : [permitted]
  if (permissions.length === 0) return null
  const grants = listed(
    permissions.map((item) => {
      const [token, amount] = [addressAt(item, 'token'), integerAt(item, 'amount')]
      if (token === null || amount === null) throw new TypeError('no grant')
      return amountParts(token, amount, amount, facts, chainId)
    }),
  )
  const deadline = integerAt(message, 'deadline')
  const known = new Set(['permitted', 'spender', 'nonce', 'deadline'])
  const conditions = message.fields.filter(({ name }) => !known.has(name))
  const rows: Detail[] = treeOf(conditions).map(({ depth, name, type, value }) => ({
    label: name,
    value: value ?? type,
    mono: true,
    ...(depth === 0 ? {} : { depth }),
  }))
  return {
    summary: [
      [
        'Let ',
        { address: spender },
        ' take ',
        ...grants.inline,
        ' once',
        ...(deadline === null ? [] : [`, ${untilWords(deadline)}`]),
      ],
      ...grants.below,
      ...conditionWords(data, facts, chainId),
    ],
    rows: [
      { label: 'Spender', value: spender },
      ...(deadline === null ? [] : [{ label: 'Signature valid until', value: timeText(deadline) }]),
      ...rows,
    ],
    calls: [],
  }
}

/** What is written for a reactor that is known may be shown to any spender, which need not keep to it. */
function conditionWords(data: TypedData, facts: Facts, chainId: number): Part[][] {
  const order = attempt(() => readUniswapX(data))
  if (order === null) return [['What it must give in return stands in the conditions: see the details.']]
  const [title = [], ...more] = swap(order, facts, chainId).summary
  return [['The conditions, which Candor does not know this contract to keep, say: ', ...title], ...more]
}

function attempt<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
