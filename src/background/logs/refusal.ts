/** What endpoints say when they are asked for too many logs at once: each provider in its own words and codes. */
import { AnswerTooLargeError, EndpointError, UnreachableError } from '../../shared/errors.ts'

export type Refusal =
  /** Fewer blocks may do; `blocks` is what the endpoint says it takes, null where it does not say. */
  | { kind: 'too-much'; blocks: number | null; lasting: boolean }
  /** It gives logs only of contracts that are named. */
  | { kind: 'unnamed' }
  /** It does not give logs, or not now. */
  | { kind: 'not-now' }

const UNNAMED = /specify an address|address (?:is|must be) (?:required|specified)|without (?:an )?address/i
const NO_LOGS = /method .*(?:\bnot\b|unsupported|disabled)|unauthorized|forbidden|api[ -]?key/i
const BUSY =
  /too many requests|requests? (?:per|limit)|rate[ -]?limit|per second|throughput|quota|credits|\b429\b|try again later/i
const SLOW = /time(?:d)?[ -]?out|took too long|aborted|deadline|cancell?ed/i
const DENSE = /result|response|payload|too large to|logs? matched|more than \d+ logs/i

export function readRefusal(error: unknown): Refusal {
  if (error instanceof AnswerTooLargeError) return { kind: 'too-much', blocks: null, lasting: false }
  if (error instanceof UnreachableError) {
    const slow = SLOW.test(error.shortMessage) || /\bHTTP (?:408|413|504)\b/.test(error.shortMessage)
    return slow ? { kind: 'too-much', blocks: null, lasting: false } : { kind: 'not-now' }
  }
  if (!(error instanceof EndpointError)) return { kind: 'not-now' }
  const text = error.message
  if (UNNAMED.test(text)) return { kind: 'unnamed' }
  if (error.code === -32601 || NO_LOGS.test(text) || BUSY.test(text)) return { kind: 'not-now' }
  // Any other no: fewer blocks are worth a try, and it ends at one.
  return { kind: 'too-much', blocks: blocksIn(text), lasting: !DENSE.test(text) && !SLOW.test(text) }
}

/** "this block range should work: [0x1, 0xa]", "limited to a 5 range", "max is 10k blocks", "range: 2,000". */
function blocksIn(text: string): number | null {
  const range = /\[\s*(0x[0-9a-f]+|\d+)\s*[,-]\s*(0x[0-9a-f]+|\d+)\s*\]/i.exec(text)
  if (range !== null) {
    const blocks = Number(range[2]) - Number(range[1]) + 1
    if (Number.isSafeInteger(blocks) && blocks > 0) return blocks
  }
  if (DENSE.test(text)) return null
  const numbers = [...text.matchAll(/(?<![\w.-])(\d{1,3}(?:[,_]\d{3})+|\d{1,7})\s?(k\b)?(?![\w.]*\w)/gi)]
    .map(([, digits = '', thousand]) => Number(digits.replace(/\D/g, '')) * (thousand ? 1000 : 1))
    .filter((number) => number > 1)
  return numbers.length === 0 ? null : Math.min(...numbers)
}
