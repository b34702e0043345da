/** The steps of Uniswap's Universal Router that give something to somebody, for the rules. */
import type { Address, Hex } from '../../shared/hex.ts'
import { hexToBytes } from '../../shared/hex.ts'
import { decodeLoosely } from '../explain/decode.ts'
import { parseSignature, type Signature } from '../explain/signature.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { addressIn, integerIn, readerOf } from './read.ts'

/** `min`: the least that comes; null where the step has no such limit. */
export type RouterStep = { kind: 'swap' | 'pay' | 'share'; to: Address | null; min: bigint | null }
type Kind = { kind: RouterStep['kind']; signature: Signature | null }

const read = readerOf([
  'execute(bytes commands,bytes[] inputs,uint256 deadline)',
  'execute(bytes commands,bytes[] inputs)',
])
const of = (kind: RouterStep['kind'], inputs: string): Kind => ({
  kind,
  signature: parseSignature(`step(${inputs})`),
})
const COMMANDS = new Map([
  [0x00, of('swap', 'address to,uint256 amount,uint256 min,bytes path,bool mine')],
  [0x01, of('swap', 'address to,uint256 amount,uint256 most,bytes path,bool mine')],
  [0x02, of('pay', 'address token,address to,uint160 amount')],
  [0x04, of('pay', 'address token,address to,uint256 min')],
  [0x05, of('pay', 'address token,address to,uint256 amount')],
  [0x06, of('share', 'address token,address to,uint256 bips')],
  [0x08, of('swap', 'address to,uint256 amount,uint256 min,address[] path,bool mine')],
  [0x09, of('swap', 'address to,uint256 amount,uint256 most,address[] path,bool mine')],
  [0x0c, of('pay', 'address to,uint256 min')],
])
const ACTIONS = new Map([
  [0x0e, of('pay', 'address currency,address to,uint256 amount')],
  [0x0f, of('pay', 'address currency,uint256 min')],
  [0x10, of('share', 'address currency,address to,uint256 bips')],
  [0x14, of('pay', 'address currency,address to')],
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

/** Empty for any other call. */
export function routerSteps(data: Hex): RouterStep[] {
  const plan = read(data)?.values
  return plan === undefined ? [] : stepsOf(plan, COMMANDS, 0)
}

function stepsOf(plan: Value, known: ReadonlyMap<number, Kind>, depth: number): RouterStep[] {
  const [commands, inputs] = [valueAt(plan, 'commands'), valueAt(plan, 'inputs')]
  if (commands?.kind !== 'bytes' || inputs?.kind !== 'array' || depth > DEEPEST) return []
  const bytes = hexToBytes(commands.value)
  return inputs.items.flatMap((input, i): RouterStep[] => {
    if (input.kind !== 'bytes') return []
    const byte = bytes[i] ?? 0
    const number = known === COMMANDS ? byte & 0x3f : byte
    if (known === COMMANDS && (number === SWAPS_OF_V4 || number === SUB_PLAN)) {
      const inner = PLAN === null ? null : valuesOf(PLAN, input.value)
      return inner === null ? [] : stepsOf(inner, number === SUB_PLAN ? COMMANDS : ACTIONS, depth + 1)
    }
    const { kind, signature } = known.get(number) ?? { kind: 'pay', signature: null }
    const values = signature === null ? null : valuesOf(signature, input.value)
    if (values === null) return []
    const fee = integerIn(values, 'bips')
    if (fee !== null && fee <= MOST_FEE) return []
    return [{ kind, to: addressIn(values, 'to'), min: integerIn(values, 'min') }]
  })
}
