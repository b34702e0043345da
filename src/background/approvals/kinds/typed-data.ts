/** A site asks for a signature over structured data (EIP-712). Parsed again from what is stored, never trusted. */

import { explainTypedData } from '../../../ethereum/explain/typed-data.ts'
import { visibleLine } from '../../../ethereum/message.ts'
import { callFacts, callWarnings } from '../../../ethereum/rules/calls.ts'
import { SIGNATURE_RULES } from '../../../ethereum/rules/index.ts'
import { OLD_FORMAT } from '../../../ethereum/rules/old-format.ts'
import { judge, sortWarnings } from '../../../ethereum/rules/rule.ts'
import { typedEffects } from '../../../ethereum/simulation/typed-effects.ts'
import {
  domainDetails,
  parseTypedData,
  typedDataDigest,
  typedDataHashes,
  typedDataTree,
} from '../../../ethereum/typed-data.ts'
import { parseTypedList, typedListDigest } from '../../../ethereum/typed-data-v1.ts'
import { treeOf } from '../../../ethereum/typed-data-view.ts'
import type { Detail, Part, TypedDataApproval, Warning } from '../../../messaging/protocol.ts'
import { bytesToHex } from '../../../shared/hex.ts'
import { hostOf } from '../../../shared/origin.ts'
import { aroundOf, lookAtSignature } from '../../places/facts.ts'
import { pricesOfOrders } from '../../prices/of-orders.ts'
import type { Services } from '../../services.ts'
import { inNames, worthAt } from '../../simulation/view.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared, signFor } from './common.ts'
import { brokenSignature, requireInTime, signedSwap, takesBackWords } from './swap.ts'

type Subject = Extract<AnySubject, { kind: 'typed-data' }>

/** What each of the three formats shows. */
type Shown = Pick<TypedDataApproval, 'domain' | 'primaryType' | 'tree' | 'changes' | 'rights' | 'looked'> & {
  /** What is signed, in the title. */
  name: string
  /** What it means, where that is known. */
  sentences: Part[][]
  warnings: Warning[]
  details: Detail[]
}

const hash = (label: string, value: string | null): Detail[] =>
  value === null ? [] : [{ label, value, mono: true }]

function showList(subject: Subject): Shown {
  const list = parseTypedList(subject.json)
  return {
    name: 'data in the old format',
    sentences: [],
    changes: [],
    rights: [],
    looked: null,
    domain: [],
    primaryType: '',
    tree: treeOf(list),
    warnings: [OLD_FORMAT],
    details: hash('Digest', bytesToHex(typedListDigest(list))),
  }
}

function showStruct(services: Services, subject: Subject, version: 3 | 4): Shown {
  const { account, chainId, json } = subject
  const now = services.ports.clock.now()
  const data = parseTypedData(json, chainId, version)
  const context = services.reader.context(chainId, null)
  const told = explainTypedData(data, account, chainId, context)
  const around = aroundOf(services, chainId, account, context)
  const hashes = typedDataHashes(data)
  const effects = typedEffects(data, account)
  const named = inNames(services, chainId, effects, new Map())
  return {
    name: `“${visibleLine(data.primaryType, 40)}”`,
    domain: domainDetails(data),
    primaryType: visibleLine(data.primaryType, 60),
    tree: typedDataTree(data),
    sentences: told?.summary ?? [],
    ...named,
    looked: effects === null ? null : effects.unread.length > 0 ? 'partly' : 'signed',
    warnings: sortWarnings([
      ...judge(SIGNATURE_RULES, {
        ...around,
        data,
        chainId,
        now,
        worth: (token, amount) => worthAt(services, chainId, token, amount),
        isExplained: told !== null && told.outside !== true,
      }),
      ...callWarnings((told?.calls ?? []).map((call) => callFacts(call, call.from, around))),
    ]),
    details: [
      ...(told?.rows ?? []),
      ...hash('Domain Hash', hashes.domainHash),
      ...hash('Message Hash', hashes.messageHash),
      ...hash('EIP-712 Digest', hashes.digest),
      // What the other owners of the Safe see of the same transaction.
      ...(data.primaryType === 'SafeTx' ? hash('Safe transaction hash', hashes.digest) : []),
    ],
  }
}

function shownOf(services: Services, subject: Subject): Shown {
  const { version } = subject
  return version === 1 ? showList(subject) : showStruct(services, subject, version)
}

function view(services: Services, entry: EntryOf<Subject>): TypedDataApproval {
  const { subject } = entry
  const { version } = subject
  const { name, sentences, ...shown } = shownOf(services, subject)
  const own = subject.takesBack === undefined ? sentences : takesBackWords(services, subject.takesBack)
  const title: Part[] = [{ strong: `Sign ${name}` }, ' for ', { strong: hostOf(entry.origin) }]
  const base = shared(services, entry)
  return {
    ...base,
    ...shown,
    kind: 'typed-data',
    version,
    account: subject.account,
    chainId: subject.chainId,
    summary: [...own, title],
    warnings: [...base.warnings, ...shown.warnings],
    details: [...shown.details, { label: 'Format', value: `eth_signTypedData, version ${version}` }],
    raw: rawOf(entry),
  }
}

const digestOf = ({ json, chainId, version }: Subject): Uint8Array =>
  version === 1
    ? typedListDigest(parseTypedList(json))
    : typedDataDigest(parseTypedData(json, chainId, version))

export const typedData: Kind<Subject> = {
  // Whom it is for, and what it means, is found out before it can be signed.
  first: (services, entry) => ({ ...view(services, entry), preparing: entry.subject.version !== 1 }),
  async prepare(services, entry) {
    const { version, json, chainId, account } = entry.subject
    if (version !== 1) {
      const data = parseTypedData(json, chainId, version)
      await services.reader.prepare(chainId, (context) => explainTypedData(data, account, chainId, context))
      const wanted = pricesOfOrders(services, chainId, data, account)
      await Promise.all([
        lookAtSignature(services, chainId, account, data),
        wanted.length === 0 ? null : services.prices.want(wanted),
      ])
    }
    const shown = view(services, entry)
    const blocked = await brokenSignature(services, entry.subject, shown)
    return { view: { ...shown, blocked }, plan: null }
  },
  recheck(services, entry) {
    const { account, takesBack, swap } = entry.subject
    requireSiteAccount(services, entry, account)
    requireInTime(services, swap?.promise)
    if (takesBack !== undefined) services.swaps.orders.needOpen(takesBack)
  },
  async execute(services, entry) {
    const { account, chainId, json, takesBack } = entry.subject
    const name = takesBack === undefined ? shownOf(services, entry.subject).name : 'the end of an order'
    const digest = digestOf(entry.subject)
    const signing = { kind: 'typed-data', account, chainId, name, content: json, digest } as const
    const done = await signFor(services, entry, signing)
    const ofSwap = entry.subject.swap !== undefined || takesBack !== undefined
    return ofSwap ? signedSwap(services, entry, entry.subject, done.result) : done
  },
}
