/**
 * EIP-3668: a contract that cannot answer from the chain alone says which gateway has the answer, and checks it when
 * it comes back. Here are the words of that, no request. https://eips.ethereum.org/EIPS/eip-3668
 */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'
import { LOCAL_BATCH } from './ens.ts'

/** What a gateway is to be asked, at any of `urls`. */
export type GatewayQuestion = { sender: Address; urls: readonly string[]; data: Hex }

export type OffchainLookup = {
  sender: Address
  questions: readonly GatewayQuestion[]
  /** Calldata that goes on with the answers, in the order of the questions; null for one that nobody answered. */
  next(answers: readonly (Hex | null)[]): Hex
}

const LOOKUP = [
  { type: 'address' },
  { type: 'string[]' },
  { type: 'bytes' },
  { type: 'bytes4' },
  { type: 'bytes' },
] as const
const BATCH = [
  {
    type: 'tuple[]',
    components: [
      { name: 'sender', type: 'address' },
      { name: 'urls', type: 'string[]' },
      { name: 'data', type: 'bytes' },
    ],
  },
] as const
const BATCH_ANSWER = [{ type: 'bool[]' }, { type: 'bytes[]' }] as const
const ANSWER = [{ type: 'bytes' }, { type: 'bytes' }] as const
/** HttpError(uint16,string), as a batch reports a question without an answer (ENSIP-21). */
const NOT_ANSWERED: Hex = `0x01800152${encodeAbiParameters([{ type: 'uint16' }, { type: 'string' }], [502, 'no answer']).slice(2)}`
const MOST_QUESTIONS = 8

/** What was reverted with; null when it is no lookup, or not one that can be followed. */
export function parseLookup(revert: Hex): OffchainLookup | null {
  if (!revert.startsWith('0x556f1830')) return null
  try {
    const [sender, urls, data, callback, extra] = decodeAbiParameters(LOOKUP, `0x${revert.slice(10)}`)
    const on = (answer: Hex): Hex =>
      `0x${callback.slice(2)}${encodeAbiParameters(ANSWER, [answer, extra]).slice(2)}`
    if (!urls.includes(LOCAL_BATCH))
      return { sender, questions: [{ sender, urls, data }], next: ([answer]) => on(answer ?? '0x') }
    if (!data.startsWith('0xa780bab6')) return null
    const [questions] = decodeAbiParameters(BATCH, `0x${data.slice(10)}`)
    if (questions.length === 0 || questions.length > MOST_QUESTIONS) return null
    return {
      sender,
      questions,
      next: (answers) =>
        on(
          encodeAbiParameters(BATCH_ANSWER, [
            questions.map((_, i) => (answers[i] ?? null) === null),
            questions.map((_, i) => answers[i] ?? NOT_ANSWERED),
          ]),
        ),
    }
  } catch {
    return null
  }
}

export type GatewayRequest = { url: string; host: string; body: string | null }

/** The request for one URL template; null for one that is not https, or carries a user name. */
export function gatewayRequest(template: string, { sender, data }: GatewayQuestion): GatewayRequest | null {
  const get = template.includes('{data}')
  const text = template.replaceAll('{sender}', sender.toLowerCase()).replaceAll('{data}', data)
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return { url: url.href, host: url.host, body: get ? null : JSON.stringify({ data, sender }) }
}
