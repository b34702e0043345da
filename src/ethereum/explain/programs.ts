/**
 * Calls whose arguments are a program of their own: the steps of Uniswap's Universal Router with v4 inside of it, and
 * the packed list of a Safe's MultiSend. A step that is not understood makes the whole not understood.
 */
import type { Part } from '../../messaging/protocol.ts'
import { type Address, type Hex, hexToBytes } from '../../shared/hex.ts'
import { parseAddress } from '../address.ts'
import { isSafeLibrary } from '../safe-libraries.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { timeText } from './amounts.ts'
import { fieldRows, tellsValueOf, titleOf } from './by-descriptor.ts'
import { type ExplainedTransaction, party } from './context.ts'
import { decodeArguments, decodeCallOf } from './decode.ts'
import { formatNamed } from './erc7730/bind.ts'
import { render } from './erc7730/render.ts'
import type { Facts } from './facts.ts'
import { asItself } from './foreign-code.ts'
import { givesIn, NOTHING, together } from './gives.ts'
import { parseSignature, type Signature, selectorOf } from './signature.ts'
import { type Module, nested, type Told, type Tools } from './told.ts'

/** The router, where an address stands for it. */
const ROUTER = '0x0000000000000000000000000000000000000002'
const SWAPS_OF_V4 = 0x10
const SUB_PLAN = 0x21
const MOST_STEPS = 64
/** Plans in plans: nobody honest needs more. */
const DEEPEST = 2

/** By their selectors. */
export const PROGRAMS: ReadonlyMap<string, Signature> = new Map(
  [
    'execute(bytes commands,bytes[] inputs,uint256 deadline)',
    'execute(bytes commands,bytes[] inputs)',
    'modifyLiquidities(bytes unlockData,uint256 deadline)',
    'modifyLiquiditiesWithoutUnlock(bytes commands,bytes[] inputs)',
  ].flatMap((text) => {
    const signature = parseSignature(text)
    return signature === null ? [] : [[selectorOf(signature), signature] as const]
  }),
)
const INVOKE = parseSignature('invoke(bytes32[] actions,bytes[] data)')
const PLAN = parseSignature('plan(bytes commands,bytes[] inputs)')
const MULTI_SEND = parseSignature('multiSend(bytes transactions)')

function programOf({ data }: ExplainedTransaction, name: string): Struct | null {
  const signature = PROGRAMS.get(data.slice(0, 10).toLowerCase())
  return signature?.name.startsWith(name) === true ? decodeCallOf(signature, data) : null
}

export const byUniversalRouter: Module = (call, tools) => {
  const values = programOf(call, 'execute')
  if (call.to === null || values === null) return null
  const steps = stepsOf('command', valueAt(values, 'commands'), valueAt(values, 'inputs'), call, tools)
  return program(steps, ['Run ', ...count(steps), ' by ', ...named(call.to, 'the router ', tools)], values)
}

/** Uniswap v4's positions: the same actions as within the router, under an address of their own. */
export const byPositionManager: Module = (call, tools) => {
  const values = programOf(call, 'modifyLiquidities')
  if (call.to === null || values === null) return null
  const unlock = valueAt(values, 'unlockData')
  const plan = unlock?.kind === 'bytes' && PLAN !== null ? decodeArguments(PLAN.inputs, unlock.value) : values
  if (plan === null) return null
  const steps = stepsOf('action', valueAt(plan, 'commands'), valueAt(plan, 'inputs'), call, tools)
  return program(
    steps,
    ['Change liquidity in ', ...count(steps), ', by ', ...party(call.to, tools.context)],
    values,
  )
}

/** Compound's bulker: actions by their names. */
export const byBulker: Module = (call, tools) => {
  if (call.to === null || !call.data.toLowerCase().startsWith('0x555029a6') || INVOKE === null) return null
  const values = decodeCallOf(INVOKE, call.data)
  const [actions, data] = [valueAt(values, 'actions'), valueAt(values, 'data')]
  if (actions?.kind !== 'array' || data?.kind !== 'array') return null
  if (actions.items.length !== data.items.length || actions.items.length > MOST_STEPS) return null
  const steps = actions.items.map((action, i) => {
    const input = data.items[i]
    if (action.kind !== 'fixed' || input?.kind !== 'bytes') throw new TypeError('no program')
    const name = new TextDecoder().decode(hexToBytes(action.value)).replace(/\0+$/, '')
    return step(name, input.value, call, tools)
  })
  return program(steps, ['Run ', ...count(steps), ' by ', ...party(call.to, tools.context)], values)
}

/** By its name, and by what it is where it has none. */
const named = (address: Address, what: string, { context }: Tools): Part[] => [
  ...(context.name(address) === null ? [what] : []),
  ...party(address, context),
]

const count = (steps: readonly Told[]): Part[] => [
  { strong: `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}` },
]

function program(steps: readonly Told[], title: Part[], values: Value | null): Told {
  const deadline = valueAt(values, 'deadline')
  const { summary, rows } = nested(steps)
  return {
    kind: 'contract',
    summary: [title, ...summary],
    changes: [],
    rows: [
      ...(deadline?.kind === 'integer' ? [{ label: 'Deadline', value: timeText(deadline.value) }] : []),
      ...rows.map((row) =>
        row.depth === undefined ? { ...row, label: row.label.replace('Call', 'Step') } : row,
      ),
    ],
    calls: [],
    tellsValue: steps.some((one) => one.tellsValue),
    gives: together(steps.map(({ gives }) => gives ?? NOTHING)),
  }
}

/** @throws TypeError for a program that is not understood to its end */
function stepsOf(
  kind: 'command' | 'action',
  commands: Value | undefined,
  inputs: Value | undefined,
  call: ExplainedTransaction,
  tools: Tools,
  depth = 0,
): Told[] {
  if (depth > DEEPEST) throw new TypeError('too deep')
  if (commands?.kind !== 'bytes' || inputs?.kind !== 'array') throw new TypeError('no program')
  const bytes = hexToBytes(commands.value)
  if (bytes.length !== inputs.items.length || bytes.length > MOST_STEPS) throw new TypeError('no program')
  return inputs.items.flatMap((input, i) => {
    if (input.kind !== 'bytes') throw new TypeError('no program')
    const byte = bytes[i] ?? 0
    // The highest bit lets a step of the router fail without stopping the others.
    const number = kind === 'command' ? byte & 0x3f : byte
    if (kind === 'command' && (number === SWAPS_OF_V4 || number === SUB_PLAN)) {
      const plan = PLAN === null ? null : decodeArguments(PLAN.inputs, input.value)
      if (plan === null) throw new TypeError('no program')
      const inside = number === SUB_PLAN ? 'command' : 'action'
      return stepsOf(inside, valueAt(plan, 'commands'), valueAt(plan, 'inputs'), call, tools, depth + 1)
    }
    return [step(`${kind}_${number.toString(16).padStart(2, '0')}`, input.value, call, tools)]
  })
}

function step(name: string, input: Hex, call: ExplainedTransaction, tools: Tools): Told {
  const named = (name: string) =>
    (tools.context.library?.interfaces('contract') ?? []).flatMap((descriptor) => {
      const format = formatNamed(descriptor, name)
      return format === null ? [] : [{ descriptor, ...format }]
    })[0]
  const forth = named(name)
  const data = forth === undefined ? null : decodeArguments(forth.signature.inputs, input)
  // Which of a pool's two tokens is sold no descriptor can choose: there is one for each way.
  const direction = valueAt(data?.fields[0]?.value, 'zeroForOne')
  const found = direction?.kind === 'bool' && !direction.value ? named(`${name}_back`) : forth
  if (found === undefined || data === null) throw new TypeError('a step is not known')
  const facts: Facts = {
    ...tools.facts,
    name: (address, sources) => (address === ROUTER ? 'the router' : tools.facts.name(address, sources)),
  }
  const rendered = render<Told>({ ...found, data, container: { ...call }, facts, embedded: () => null })
  return {
    kind: 'contract',
    summary: [titleOf(rendered), ...rendered.below],
    changes: [],
    rows: fieldRows(rendered),
    calls: [],
    tellsValue: tellsValueOf(rendered, call, tools),
    gives: givesIn(rendered.fields),
  }
}

export const byMultiSend: Module = (call, tools) => {
  if (call.to === null || !call.data.toLowerCase().startsWith('0x8d80ff0a') || MULTI_SEND === null)
    return null
  const packed = valueAt(decodeCallOf(MULTI_SEND, call.data), 'transactions')
  if (packed?.kind !== 'bytes') return null
  const inner = unpack(packed.value)
  const told = inner.flatMap(({ operation, to, value, data }) => {
    // Run by delegate call: whoever calls makes the calls.
    const made = { chainId: call.chainId, from: call.from, to, value, data }
    return (operation === 1 && !isSafeLibrary(to) ? asItself(made) : tools.inner(made)) ?? []
  })
  const delegated = inner.filter(({ operation }) => operation === 1).length
  const note: Part[][] =
    delegated === 0 ? [] : [[`${delegated} of them run foreign code with all rights of the account.`]]
  const { summary, rows, calls } = nested(told)
  return {
    kind: 'contract',
    summary: [
      ['Run ', { strong: `${inner.length} ${inner.length === 1 ? 'call' : 'calls'}` }, ', all or none'],
      ...note,
      ...summary,
    ],
    changes: [],
    rows,
    calls,
    tellsValue: true,
  }
}

type Packed = { operation: number; to: Address; value: bigint; data: Hex }

/** Operation (1 byte), address, value, length and data of each, without padding. @throws TypeError */
export function unpack(bytes: Hex): Packed[] {
  const digits = bytes.slice(2).toLowerCase()
  const list: Packed[] = []
  let at = 0
  const take = (count: number): string => {
    const part = digits.slice(at, at + 2 * count)
    if (part.length !== 2 * count) throw new TypeError('cut off')
    at += 2 * count
    return part
  }
  while (at < digits.length) {
    const operation = Number.parseInt(take(1), 16)
    const to = parseAddress(`0x${take(20)}`)
    const value = BigInt(`0x${take(32)}`)
    const length = BigInt(`0x${take(32)}`)
    if (operation > 1 || length > BigInt(digits.length)) throw new TypeError('no list of calls')
    list.push({ operation, to, value, data: `0x${take(Number(length))}` })
  }
  if (list.length === 0) throw new TypeError('no calls')
  return list
}
