/** Calls read by ERC-7730: descriptors of known contracts first, then those of interfaces that any contract may have. */
import type { Detail, Part } from '../../messaging/protocol.ts'
import { visibleLine } from '../text.ts'
import { formatPlainAmount } from './amounts.ts'
import type { ExplainContext, ExplainedTransaction } from './context.ts'
import { bindCall, isBoundTo } from './erc7730/bind.ts'
import { type Rendered, render } from './erc7730/render.ts'
import type { Container, Facts } from './facts.ts'
import { foreignCode } from './foreign-code.ts'
import { givesIn } from './gives.ts'
import type { Source } from './outside.ts'
import { type Module, nested, rowsOf, type Told, type Tools } from './told.ts'

export const byDescriptor: Module = (call, tools) => {
  const { library } = tools.context
  if (!library || call.to === null) return null
  const container: Container = { ...call }
  for (const descriptor of library.bound('contract')) {
    if (!isBoundTo(descriptor.binding, container, tools.facts)) continue
    const bound = bindCall(descriptor, call.data)
    // One that does not fit after all leaves it to the next: a function may have a descriptor for each use of it.
    const told = bound === null ? null : attempt(() => tell(descriptor, bound, call, tools, 'ours'))
    if (told !== null) return told
  }
  return null
}

// Of a contract that nobody vouches for nothing is overlooked.
export const byInterface: Module = (call, tools) => tellInterface(call, tools, (extra) => extra === null)
/** Whatever stands behind the arguments, which the function does not read: for the rules, not for sentences. */
export const byInterfaceLoosely: Module = (call, tools) => tellInterface(call, tools, () => true)

function tellInterface(
  call: ExplainedTransaction,
  tools: Tools,
  allows: (extra: Bound['extra']) => boolean,
): Told | null {
  const { library } = tools.context
  if (!library || call.to === null) return null
  for (const descriptor of library.interfaces('contract')) {
    const bound = bindCall(descriptor, call.data)
    const fits = bound !== null && allows(bound.extra)
    const told = fits ? attempt(() => tell(descriptor, bound, call, tools, 'interface')) : null
    if (told !== null) return told
  }
  return null
}

/** What is said elsewhere of the very contract, where nothing of our own knows the call. */
export const byOutside: Module = (call, tools) => {
  const { library } = tools.context
  if (!library || call.to === null) return null
  for (const { descriptor, source } of library.outside('contract')) {
    if (!isBoundTo(descriptor.binding, { ...call }, tools.facts)) continue
    const bound = bindCall(descriptor, call.data)
    const told = bound === null ? null : attempt(() => tell(descriptor, bound, call, tools, source))
    if (told !== null) return told
  }
  return null
}

/** Who says what a descriptor says: we, nobody for this contract, or somebody else. */
type Voice = 'ours' | 'interface' | Source

function attempt(run: () => Told): Told | null {
  try {
    return run()
  } catch {
    // It does not fit the data after all.
    return null
  }
}

type Bound = NonNullable<ReturnType<typeof bindCall>>

/** How routers that are known write their own address. */
const ITSELF = '0x0000000000000000000000000000000000000002'
const withItself = (facts: Facts): Facts => ({
  ...facts,
  name: (address, sources) => (address === ITSELF ? 'the contract itself' : facts.name(address, sources)),
})

function tell(
  descriptor: Parameters<typeof bindCall>[0],
  bound: Bound,
  call: ExplainedTransaction,
  tools: Tools,
  voice: Voice,
): Told {
  const inside: Told[] = []
  const rendered = render<Told>({
    descriptor,
    format: bound.format,
    data: bound.data,
    container: { ...call },
    facts: voice === 'ours' ? withItself(tools.facts) : tools.facts,
    embedded(embedded) {
      const told = foreignCode(bound.data, embedded) ?? tools.inner(embedded)
      if (told !== null) inside.push(told)
      return told
    },
  })
  const within = nested(inside)
  const extra: Detail[] =
    bound.extra === null
      ? []
      : [{ label: 'Extra data, not read by the function', value: bound.extra, mono: true }]
  return {
    kind: 'contract',
    summary: [
      titleOf(rendered),
      ...rendered.below,
      on(rendered, call, voice, tools),
      ...(voice === 'ours' ? trustOf(rendered) : []),
      ...within.summary,
    ],
    changes: [],
    rows: [
      ...(voice === 'ours' || voice === 'interface' ? [] : intentRows(rendered.intent, titleOf(rendered))),
      ...ownerRows(rendered),
      ...fieldRows(rendered),
      ...extra,
    ],
    calls: within.calls,
    tellsValue: tellsValueOf(rendered, call, tools),
    // What others say of a contract is no base for a warning, nor for its absence.
    ...(voice === 'ours' || voice === 'interface' ? { gives: givesIn(rendered.fields) } : {}),
  }
}

/** A field may tell another amount of the coin: only the very value that is sent counts. */
export function tellsValueOf(
  { fields }: Rendered<Told>,
  { value }: ExplainedTransaction,
  { context }: Tools,
): boolean {
  const sent = `${formatPlainAmount(value, 18)} ${context.symbol}`
  return fields.some(({ format, text }) => (format === 'amount' || format === 'tokenAmount') && text === sent)
}

/** Whom one trusts on the way, as bridges have it: of a contract that nobody vouches for it would say nothing. */
const trustOf = ({ fields }: Rendered<Told>): Part[][] =>
  fields.flatMap(({ label, text }) => (label === 'Trust' ? [[text]] : []))

/** The sentence where there is one, else the intent. */
export const titleOf = <N>({ sentence, intent }: Rendered<N>): Part[] =>
  sentence !== null && sentence.length > 0 ? sentence : [intent]

function on(rendered: Rendered<Told>, call: ExplainedTransaction, voice: Voice, { context }: Tools): Part[] {
  const contract: Part[] = call.to === null ? [] : [{ address: call.to }]
  if (voice === 'interface') return askedByName(call, context)
  const name = [rendered.owner, rendered.contractName].filter((one) => one !== null).join(', ')
  if (voice === 'ours')
    return [
      'Asked of ',
      { strong: visibleLine(name === '' ? 'a known contract' : name, 60) },
      ' (',
      ...contract,
      ').',
    ]
  const called: Part[] = name === '' ? contract : [...contract, `, called “${visibleLine(name, 60)}” there`]
  return ['Asked of ', ...called, `. ${saidBy(voice)}`]
}

/** Of a function by its name: of a contract that is known the code is as well, and it does what it is called. */
export function askedByName({ to }: ExplainedTransaction, context: ExplainContext): Part[] {
  const contract: Part[] = to === null ? [] : [{ address: to }]
  const known = to === null ? null : context.name(to)
  if (known !== null) return ['Asked of ', { strong: visibleLine(known, 60) }, ' (', ...contract, ').']
  const caution = '. Only the name of the function is known: what it does is up to the code of the contract.'
  return ['Asked of ', ...contract, caution]
}

/** Whose words these are. */
export const saidBy = (source: Source): string =>
  source.kind === 'registry'
    ? 'The words are from the public registry, which Candor did not check.'
    : `The words are from a file that you added: ${visibleLine(source.name, 40)}.`

/** The name that others give to what is asked, where a sentence stands in its place. */
export const intentRows = (intent: string, [first]: readonly Part[]): Detail[] =>
  intent === '' || (typeof first === 'string' && first.startsWith(intent))
    ? []
    : [{ label: 'Intent', value: intent }]

export const ownerRows = <N>({ owner, contractName }: Rendered<N>): Detail[] => [
  ...(owner === null ? [] : [{ label: 'Interaction with', value: owner }]),
  ...(contractName === null ? [] : [{ label: 'Contract', value: contractName }]),
]

export const fieldRows = ({ fields }: Rendered<Told>): Detail[] =>
  fields.flatMap(({ label, text, mono, nested: inner }) =>
    inner === undefined ? [{ label, value: text, ...(mono ? { mono } : {}) }] : rowsOf(label, inner),
  )
