/**
 * What becomes of tokens that are sent, where nobody vouches for their contract: some keep a part of every transfer,
 * some say no without failing. Asked of the network only for tokens that are on no list. Never throws: what cannot be
 * found out is not said.
 */
import { decodeCall } from '../../ethereum/calls.ts'
import { decodeUint, encodeBalanceOf } from '../../ethereum/erc20.ts'
import { visibleLine } from '../../ethereum/text.ts'
import { formatAmount } from '../../ethereum/units.ts'
import type { Warning } from '../../messaging/protocol.ts'
import { type Address, type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'

type Transfer = { chainId: number; from: Address; token: Address; to: Address; amount: bigint; data: Hex }

export async function checkTransfer(services: Services, subject: TransactionSubject): Promise<Warning[]> {
  const { chainId, from, to: token, data } = subject
  const call = token === null ? null : (decodeCall(data)?.call ?? null)
  if (token === null || call?.name !== 'transfer' || sameAddress(call.to, from)) return []
  const known = services.assets.tokens.find(chainId, token)
  if (known === null || known.origin === 'listed') return []
  const transfer = { chainId, from, token, to: call.to, amount: call.amount, data }
  const symbol = visibleLine(known.symbol, 24)
  const show = (units: bigint) => `${formatAmount(units, known.decimals)} ${symbol}`
  const found = await tryTransfer(services, transfer).catch(() => null)
  if (found === null) return []
  if (found.says === false) {
    const text = `The contract of ${symbol} answers no to this transfer, without failing: the fee would be paid and nothing would arrive.`
    return [{ rule: 'transfer-refused', severity: 'danger', title: 'Nothing would arrive', text }]
  }
  if (found.arrives === null || found.arrives >= call.amount) return []
  const lost = call.amount - found.arrives
  const text = `The contract of ${symbol} keeps a part of every transfer. Of ${show(call.amount)}, ${show(found.arrives)} would arrive; ${show(lost)} would not.`
  return [{ rule: 'transfer-fee', severity: 'warning', title: 'Less arrives than you send', text }]
}

/** `says`: what the token answers, null for nothing; `arrives`: what the recipient has more, null where not known. */
type Outcome = { says: boolean | null; arrives: bigint | null }

/** By eth_simulateV1, between two looks at the recipient's balance; without it, by what the token answers. */
async function tryTransfer(services: Services, transfer: Transfer): Promise<Outcome> {
  const { chainId, from, token, to, data } = transfer
  const look = { from, to: token, data: encodeBalanceOf(to) }
  const calls = [look, { from, to: token, data }, look]
  const simulated = await services.rpc
    .request(chainId, 'eth_simulateV1', [{ blockStateCalls: [{ calls }] }, 'latest'])
    .then(returned, () => null)
  const [before, answer, after] = simulated ?? []
  if (before !== undefined && answer !== undefined && after !== undefined) {
    const [had, has] = [decodeUint(before), decodeUint(after)]
    return { says: saysOf(answer), arrives: had === null || has === null ? null : has - had }
  }
  const answered = await services.rpc.request(chainId, 'eth_call', [{ from, to: token, data }, 'latest'])
  return { says: isHex(answered) ? saysOf(answered) : null, arrives: null }
}

const saysOf = (answer: Hex): boolean | null => {
  const value = decodeUint(answer)
  return value === null ? null : value !== 0n
}

/** What each call of one simulated block returned; null unless all of them went through. */
function returned(raw: unknown): Hex[] | null {
  const [block] = Array.isArray(raw) ? raw : []
  const calls = fieldOf(block, 'calls')
  if (!Array.isArray(calls)) return null
  const data = calls.map((call) => (fieldOf(call, 'status') === '0x1' ? fieldOf(call, 'returnData') : null))
  return data.every((one) => isHex(one)) ? data : null
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
