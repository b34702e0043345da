/** The steps of Uniswap's Universal Router that give something to somebody, for the rules. */
import type { Address, Hex } from '../../shared/hex.ts'
import { hexToBytes } from '../../shared/hex.ts'
import { decodeLoosely } from '../explain/decode.ts'
import { parseSignature, type Signature } from '../explain/signature.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { integerIn, readerOf } from './read.ts'
import { receiversIn } from './receivers.ts'

type Kind = { signature: Signature | null }

const read = readerOf([
  'execute(bytes commands,bytes[] inputs,uint256 deadline)',
  'execute(bytes commands,bytes[] inputs)',
])
const of = (inputs: string): Kind => ({
  signature: parseSignature(`step(${inputs})`),
})
const RIGHT = 'address token,uint160 amount,uint48 expiration,uint48 nonce'
const COMMANDS = new Map([
  [0x00, of('address to,uint256 amount,uint256 min,bytes path,bool mine')],
  [0x01, of('address to,uint256 amount,uint256 most,bytes path,bool mine')],
  [0x02, of('address token,address to,uint160 amount')],
  // A right through Permit2: who has it can take the tokens.
  [0x03, of(`((${RIGHT})[] details,address to,uint256 until) batch,bytes signature`)],
  [0x0a, of(`((${RIGHT}) details,address to,uint256 until) single,bytes signature`)],
  [0x0d, of('(address from,address to,uint160 amount,address token)[] transfers')],
  [0x04, of('address token,address to,uint256 min')],
  [0x05, of('address token,address to,uint256 amount')],
  [0x06, of('address token,address to,uint256 bips')],
  [0x08, of('address to,uint256 amount,uint256 min,address[] path,bool mine')],
  [0x09, of('address to,uint256 amount,uint256 most,address[] path,bool mine')],
  [0x0c, of('address to,uint256 min')],
])
const ACTIONS = new Map([
  [0x0e, of('address currency,address to,uint256 amount')],
  [0x0f, of('address currency,uint256 min')],
  [0x10, of('address currency,address to,uint256 bips')],
  [0x14, of('address currency,address to')],
])
const SWAPS_OF_V4 = 0x10
const SUB_PLAN = 0x21
const PLAN = parseSignature('plan(bytes commands,bytes[] inputs)')
/** A share of this and less is the fee of a site, in hundredths of a percent. */
const MOST_FEE = 300n
const DEEPEST = 3

/** The router reads no further than the arguments, so nothing behind them counts. */
const valuesOf = ({ inputs }: Signature, data: Hex): Struct | null =>
  decodeLoosely(inputs, data)?.values ?? null

/** Who gets something by the steps; empty for any other call. */
export function receiversBySteps(data: Hex): Address[] {
  const plan = read(data)?.values
  return plan === undefined ? [] : stepsOf(plan, COMMANDS, 0)
}

function stepsOf(plan: Value, known: ReadonlyMap<number, Kind>, depth: number): Address[] {
  const [commands, inputs] = [valueAt(plan, 'commands'), valueAt(plan, 'inputs')]
  if (commands?.kind !== 'bytes' || inputs?.kind !== 'array' || depth > DEEPEST) return []
  const bytes = hexToBytes(commands.value)
  return inputs.items.flatMap((input, i): Address[] => {
    if (input.kind !== 'bytes') return []
    const byte = bytes[i] ?? 0
    const number = known === COMMANDS ? byte & 0x3f : byte
    if (known === COMMANDS && (number === SWAPS_OF_V4 || number === SUB_PLAN)) {
      const inner = PLAN === null ? null : valuesOf(PLAN, input.value)
      return inner === null ? [] : stepsOf(inner, number === SUB_PLAN ? COMMANDS : ACTIONS, depth + 1)
    }
    const signature = known.get(number)?.signature ?? null
    const values = signature === null ? null : valuesOf(signature, input.value)
    if (values === null) return []
    const fee = integerIn(values, 'bips')
    if (fee !== null && fee <= MOST_FEE) return []
    return receiversIn(values)
  })
}
