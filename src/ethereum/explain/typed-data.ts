/**
 * Typed data in sentences. As with calls, from specific to generic: descriptors of known contracts, words of our own
 * for orders, witnesses and an exchange, descriptors of types that any contract may use. What nobody knows is shown as data.
 */
import type { Detail, Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { visibleLine } from '../text.ts'
import type { TypedData } from '../typed-data.ts'
import { valueAt } from '../typed-data-view.ts'
import { fieldRows, intentRows, ownerRows, saidBy, titleOf } from './by-descriptor.ts'
import { type ExplainContext, type ExplainedTransaction, factsOf } from './context.ts'
import { bindMessage, bindRenamed } from './erc7730/bind.ts'
import type { Descriptor } from './erc7730/descriptor.ts'
import { render } from './erc7730/render.ts'
import { createTools, withUnread } from './explain.ts'
import type { Container } from './facts.ts'
import { foreignCode } from './foreign-code.ts'
import { tellHyperliquid } from './hyperliquid.ts'
import { tellOrder } from './orders.ts'
import type { Outside } from './outside.ts'
import { nested, type Told } from './told.ts'

export type ExplainedMessage = {
  summary: Part[][]
  rows: Detail[]
  /** Calls that the signature lets somebody make in the signer's name. */
  calls: ExplainedTransaction[]
  /** It is somebody else's word: it takes no warning away. */
  outside?: true
}

/** @param chainId of the site's network. Null when nobody knows what it means. */
export function explainTypedData(
  data: TypedData,
  account: Address,
  chainId: number,
  context: ExplainContext,
): ExplainedMessage | null {
  const { library } = context
  const container = containerOf(data, account)
  const read = (descriptors: readonly Descriptor[], within: Container) =>
    byDescriptors(data, descriptors, within, chainId, context)
  return (
    read(library?.bound('eip712') ?? [], container) ??
    attempt(() => tellOrder(data, account, factsOf(context, chainId), chainId)) ??
    attempt(() => tellHyperliquid(data)) ??
    // What is for no contract in particular is read on the network that the site uses.
    read(library?.interfaces('eip712') ?? [], { ...container, chainId: container.chainId ?? chainId }) ??
    readOutside(data, library?.outside('eip712') ?? [], container, chainId, context)
  )
}

/** What nothing of our own knows, as it is said elsewhere of the very contract. */
function readOutside(
  data: TypedData,
  outside: readonly Outside[],
  container: Container,
  home: number,
  context: ExplainContext,
): ExplainedMessage | null {
  const readBy = (bind: Bind, note: string): ExplainedMessage | null => {
    for (const { descriptor, source } of outside) {
      const told = byDescriptors(data, [descriptor], container, home, context, bind)
      if (told === null) continue
      const intent = visibleLine(bind(descriptor, data, container)?.format.intent ?? '', 80)
      const rows = [...intentRows(intent, told.summary[0] ?? []), ...told.rows]
      return { ...told, rows, summary: [...told.summary, [`${saidBy(source)}${note}`]], outside: true }
    }
    return null
  }
  return readBy(bindMessage, '') ?? readBy(bindRenamed, RENAMED)
}

const RENAMED =
  ' They are for a message with another name or version of this contract, which may refuse this one.'

type Bind = typeof bindMessage

function containerOf({ domain }: TypedData, from: Address): Container {
  const chain = valueAt(domain, 'chainId')
  const contract = valueAt(domain, 'verifyingContract')
  return {
    chainId: chain?.kind === 'integer' ? Number(chain.value) : null,
    from,
    to: contract?.kind === 'address' ? contract.value : null,
    value: 0n,
  }
}

function byDescriptors(
  data: TypedData,
  descriptors: readonly Descriptor[],
  container: Container,
  home: number,
  context: ExplainContext,
  bind: Bind = bindMessage,
): ExplainedMessage | null {
  for (const descriptor of descriptors) {
    const told = attempt(() => {
      const bound = bind(descriptor, data, container)
      return bound === null ? null : tell(descriptor, bound, container, home, context)
    })
    if (told !== null) return told
  }
  return null
}

function attempt<T>(run: () => T | null): T | null {
  try {
    return run()
  } catch {
    // It does not fit the data after all.
    return null
  }
}

function tell(
  descriptor: Descriptor,
  bound: NonNullable<ReturnType<typeof bindMessage>>,
  container: Container,
  home: number,
  context: ExplainContext,
): ExplainedMessage {
  const tools = createTools({ ...context, isContract: null }, home)
  const inside: Told[] = []
  const rendered = render<Told>({
    descriptor,
    format: bound.format,
    data: bound.data,
    container,
    facts: tools.facts,
    embedded(call) {
      const told = foreignCode(bound.data, call) ?? tools.inner(call)
      if (told !== null) inside.push(told)
      return told
    },
  })
  const within = nested(inside)
  const message: ExplainedMessage = {
    summary: [titleOf(rendered), ...rendered.below, ...within.summary],
    rows: [...ownerRows(rendered), ...fieldRows(rendered)],
    calls: within.calls,
  }
  return withUnread(message, tools.unread())
}
