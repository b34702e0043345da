/** The steps of Uniswap's Universal Router that give something to somebody, for the rules. */
import type { Address, Hex } from '../../shared/hex.ts'
import { hexToBytes } from '../../shared/hex.ts'
import { decodeLoosely, isDynamic } from '../explain/decode.ts'
import { type Parameter, parseSignature, type Signature } from '../explain/signature.ts'
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
  [0x11, of('address first,address second,address to')],
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

const readPositions = readerOf([
  'modifyLiquidities(bytes unlockData,uint256 deadline)',
  'modifyLiquiditiesWithoutUnlock(bytes commands,bytes[] inputs)',
])

/** Who gets something by the steps; empty for any other call. */
export function receiversBySteps(data: Hex): Address[] {
  const plan = read(data)?.values
  return plan === undefined
    ? []
    : inputsOf(plan, COMMANDS, 0).flatMap((one) => (one === UNREAD ? [] : receiversOf(one)))
}

/** The function whose program has a step that is not what an encoder writes: the router masks it, a reader stumbles. */
export function oddProgram(data: Hex): string | null {
  const router = read(data)
  const reading = router ?? readPositions(data)
  if (reading === null) return null
  const unlock = valueAt(reading.values, 'unlockData')
  const plan = unlock?.kind === 'bytes' ? planIn(unlock.value) : reading.values
  const steps: Found[] = plan === null ? [UNREAD] : inputsOf(plan, router === null ? ACTIONS : COMMANDS, 0)
  return steps.some((one) => one === UNREAD || isDirty(one)) ? reading.name : null
}

const planIn = (input: Hex): Struct | null => (PLAN === null ? null : valuesOf(PLAN, input))

type Input = Kind & { input: Hex }
type Found = Input | typeof UNREAD
/** A program within the program that cannot be read. */
const UNREAD = 'unread'

function inputsOf(plan: Value, known: ReadonlyMap<number, Kind>, depth: number): Found[] {
  const [commands, inputs] = [valueAt(plan, 'commands'), valueAt(plan, 'inputs')]
  if (commands?.kind !== 'bytes' || inputs?.kind !== 'array' || depth > DEEPEST) return [UNREAD]
  const bytes = hexToBytes(commands.value)
  return inputs.items.flatMap((input, i): Found[] => {
    if (input.kind !== 'bytes') return []
    const byte = bytes[i] ?? 0
    const number = known === COMMANDS ? byte & 0x3f : byte
    if (known === COMMANDS && (number === SWAPS_OF_V4 || number === SUB_PLAN)) {
      const inner = planIn(input.value)
      return inner === null ? [UNREAD] : inputsOf(inner, number === SUB_PLAN ? COMMANDS : ACTIONS, depth + 1)
    }
    return [{ signature: known.get(number)?.signature ?? null, input: input.value }]
  })
}

function receiversOf({ signature, input }: Input): Address[] {
  const values = signature === null ? null : valuesOf(signature, input)
  if (values === null) return []
  const fee = integerIn(values, 'bips')
  return fee !== null && fee <= MOST_FEE ? [] : receiversIn(values)
}

/** Cut off within its words, or with something in front of what they hold. */
const isDirty = ({ signature, input }: Input): boolean =>
  (signature?.inputs ?? []).flatMap(headOf).some((type, i) => {
    const word = input.slice(2 + 64 * i, 66 + 64 * i)
    return word.length < 64 || !/^0*$/.test(word.slice(0, zerosOf(type)))
  })

/** What the words are that stand for it in front; of what is dynamic one that says where it is. */
function headOf(parameter: Parameter): string[] {
  const { type, components } = parameter
  return type === 'tuple' && !isDynamic(parameter) ? components.flatMap(headOf) : [type]
}

/** Digits that are zeros in front of what a word holds. */
function zerosOf(type: string): number {
  if (type === 'address') return 24
  if (type === 'bool') return 63
  const [, bits] = /^uint(\d+)$/.exec(type) ?? []
  return bits === undefined ? 0 : 64 - Number(bits) / 4
}
