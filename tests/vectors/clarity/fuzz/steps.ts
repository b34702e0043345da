/** Programs of the Universal Router and of Compound's bulker, of random steps. */
import { encodeBytes32String } from 'ethers'
import { type Argument, addressOf, dataOf } from '../corpus.ts'
import { asBytes, type Kind } from './asked.ts'
import { type Described, dueOf, filledIn, held, STEPS } from './described.ts'
import type { Random } from './random.ts'
import type { Read } from './reading.ts'

type Step = { name: string; bytes: string; due: ReturnType<typeof dueOf> }

const ROUTER = '0x0000000000000000000000000000000000000002'
const named = (start: string) => STEPS.filter(({ fragment }) => fragment.name.startsWith(start))
const COMMANDS = named('command_')
const ACTIONS = named('action_')
const OF_BULKER = named('ACTION_')

const isThere = (name: string): boolean => STEPS.some(({ fragment }) => fragment.name === name)

/** Of two descriptors for one step the first is for a sale of the pool's first token. */
function inDirection({ fragment }: Described, values: unknown[]): unknown[] {
  const isBack = fragment.name.endsWith('_back')
  if (!isBack && !isThere(`${fragment.name}_back`)) return values
  const at = fragment.inputs[0]?.components?.findIndex(({ name }) => name === 'zeroForOne') ?? -1
  const [params, ...rest] = values
  return [(params as unknown[]).map((value, i) => (i === at ? !isBack : value)), ...rest]
}

function step(chosen: Described, to: string, random: Random): Step {
  const { bytes, values } = filledIn(chosen, random, inDirection)
  const container = { from: addressOf('$me'), to, value: 0n, chainId: 1 }
  const { root, fragment, format } = chosen
  const read: Read = { root, types: fragment.inputs, values, container, names: { [ROUTER]: 'the router' } }
  return { name: fragment.name, bytes, due: dueOf(read, format) }
}

const some = (among: readonly Described[], to: string, random: Random): Step[] =>
  Array.from({ length: 1 + random.below(5) }, () => step(random.pick(among), to, random))

const bytesOf = (steps: readonly Step[]): string =>
  `0x${steps.map(({ name }) => /_([0-9a-f]{2})/.exec(name)?.[1]).join('')}`
const inputsOf = (steps: readonly Step[]): Argument[] => steps.map(({ bytes }) => bytes)

export const routed: Kind = (random) => {
  const to = addressOf('$universal')
  const isV4 = random.once(2)
  const steps = some(isV4 ? ACTIONS : COMMANDS, to, random)
  const plan = { encode: 'bytes,bytes[]', args: [bytesOf(steps), inputsOf(steps)] }
  const args: Argument[] = isV4 ? ['0x10', [plan]] : [bytesOf(steps), inputsOf(steps)]
  const request = { to, call: 'execute(bytes,bytes[],uint256)', args: [...args, '1795867200'] }
  const one = { name: steps.map(({ name }) => name).join(' '), source: '', request, expect: {} }
  return held(
    asBytes(one),
    steps.map(({ due }) => due),
    1,
  )
}

export const bulked: Kind = (random) => {
  const to = addressOf('$dapp')
  const steps = some(OF_BULKER, to, random)
  const names = steps.map(({ name }) => encodeBytes32String(name))
  const data = dataOf({ call: 'invoke(bytes32[],bytes[])', args: [names, inputsOf(steps)] })
  const one = { name: steps.map(({ name }) => name).join(' '), source: '', request: { to, data }, expect: {} }
  return held(
    one,
    steps.map(({ due }) => due),
    1,
  )
}
