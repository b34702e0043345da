/** A batch of calls from a site (EIP-5792): each said in words, priced together, sent as one or one by one. */
import { DELEGATE, designator } from '../../../ethereum/delegate.ts'
import { type ExplainedTransaction, past } from '../../../ethereum/explain/explain.ts'
import { feeChoices } from '../../../ethereum/fees.ts'
import { sortWarnings } from '../../../ethereum/rules/rule.ts'
import { swapTitle } from '../../../ethereum/swap/words.ts'
import { visibleLine } from '../../../ethereum/text.ts'
import { formatAmount } from '../../../ethereum/units.ts'
import type { BalanceChange, CallsApproval, Detail, Part, Warning } from '../../../messaging/protocol.ts'
import { InternalError } from '../../../shared/errors.ts'
import { recipientWarningsOf } from '../../contacts/look-at.ts'
import type { Services } from '../../services.ts'
import { blockForTrial, type Simulation, simulate } from '../../simulation/simulate.ts'
import { upgradeWarning } from '../../smart-account/words.ts'
import type { NewBatch } from '../../transactions/batches.ts'
import { batchData, type CallsFindings, lookIntoCalls } from '../../transactions/look-into-calls.ts'
import { relayFor, relayWords } from '../../transactions/relay.ts'
import type { CallsMode, CallsSubject } from '../entry.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { requireSound } from './advanced.ts'
import { readCallsToSign } from './calls-to-sign.ts'
import { rawOf, requireSiteAccount, shared } from './common.ts'
import { outcomeWarnings } from './judged.ts'
import { cannotCover, failureWarning, highestFee, inWords, planOf, readCalls, whyNot } from './pricing.ts'
import { began, brokenSwap, requireInTime } from './swap.ts'
import { isBadNews, tried } from './tried.ts'

type Mine = EntryOf<CallsSubject>

export const calls: Kind<CallsSubject> = {
  first: (services, entry) => ({ ...explained(services, entry, null, null), preparing: true }),

  async prepare(services, entry) {
    try {
      const { subject } = entry
      const looking = lookIntoCalls(services, subject)
      const [found, simulation, toSign, recipients] = await Promise.all([
        looking,
        trial(services, subject, looking),
        looking.then((done) => readCallsToSign(services, subject, done)),
        Promise.all(asked(subject).map((one) => recipientWarningsOf(services, one))),
        read(services, subject),
      ])
      const value = totalOf(entry.subject)
      const plan = planOf(found, { slow: value, normal: value, fast: value })
      const view = explained(services, entry, found, simulation, recipients)
      return {
        view: {
          ...view,
          toSign,
          blocked: blockedBy(services, subject, found) ?? brokenSwap(subject.swap, view, simulation),
        },
        plan: { ...plan, mode: found.mode, relay: relayFor(services, entry.subject.chainId) },
      }
    } catch (error) {
      return { view: { ...explained(services, entry, null, null), blocked: whyNot(error) }, plan: null }
    }
  },

  // That the account would become a smart account after all is for the person to see first.
  isBadNews: (shown, now) =>
    shown.kind === 'calls' &&
    now.kind === 'calls' &&
    (isBadNews(shown, now) || (shown.upgrade === null && now.upgrade !== null)),

  recheck(services, entry, edits) {
    requireSiteAccount(services, entry, entry.subject.from)
    services.networks.need(entry.subject.chainId)
    requireInTime(services, entry.subject.swap)
    requireSound(entry.plan, false, edits)
  },

  async execute(services, entry) {
    const { subject, plan } = entry
    if (plan?.mode === undefined)
      throw new InternalError('The calls were not looked into. Nothing was signed.')
    const tier = entry.edits?.tier ?? 'normal'
    if (subject.calls.some(({ data }) => data !== '0x')) await services.reader.ready()
    await began(services, entry)
    await services.batches.start({
      key: entry.id,
      id: subject.batchId,
      origin: entry.origin,
      from: subject.from,
      chainId: subject.chainId,
      mode: plan.mode,
      relay: plan.relay ?? null,
      steps: stepsOf(services, subject, plan.mode),
      until: subject.swap?.until ?? null,
      gas: plan.gas,
      l1Fee: plan.l1Fee,
      fees: plan.tiers[tier],
      cap: highestFee(plan, tier).toString(),
    })
    for (const one of asked(subject)) await services.recipients.note(one, false).catch(() => undefined)
    return { result: { id: subject.batchId, capabilities: {} } }
  },
}

const read = (services: Services, { chainId, from, calls: asked }: CallsSubject): Promise<void> =>
  readCalls(
    services,
    chainId,
    asked.map(({ to, value, data }) => ({ chainId, from, to, value: BigInt(value), data })),
  )

const totalOf = (subject: CallsSubject): bigint =>
  subject.calls.reduce((sum, { value }) => sum + BigInt(value), 0n)

const isTogether = (mode: CallsMode): boolean => mode === 'atomic' || mode === 'upgrade'

const asked = ({ chainId, from, calls }: CallsSubject): ExplainedTransaction[] =>
  calls.map(({ to, value, data }) => ({ chainId, from, to, value: BigInt(value), data }))

const each = (services: Services, subject: CallsSubject, found: CallsFindings | null) =>
  asked(subject).map((one, i) => inWords(services, one, found?.isContract[i] ?? null))

function stepsOf(services: Services, subject: CallsSubject, mode: CallsMode): NewBatch['steps'] {
  const told = each(services, subject, null)
  if (isTogether(mode)) {
    const title = past(titleOf(subject, mode))
    return [{ to: subject.from, value: '0', data: batchData(subject.calls), kind: 'batch', title }]
  }
  return subject.calls.map((call, i) => ({
    ...call,
    ...(subject.swap !== undefined && i === told.length - 1
      ? { kind: 'swap', title: past(swapTitle(subject.swap)) }
      : { kind: told[i]?.kind ?? 'contract', title: past(told[i]?.summary[0] ?? []) }),
  }))
}

function titleOf({ calls: asked, swap }: CallsSubject, mode: CallsMode | null): Part[] {
  if (swap !== undefined) return swapTitle(swap)
  const steps: Part = { strong: `${asked.length} steps` }
  if (mode === null) return ['Run ', steps]
  return isTogether(mode) ? ['Run ', steps, ' at once'] : ['Run ', steps, ', one after another']
}

/**
 * In order; as one transaction of the account's own code where it will be one. With a limit of gas, as nodes that are
 * told none take all of a block, which no account could pay at a real price.
 */
async function trial(
  services: Services,
  subject: CallsSubject,
  looking: Promise<CallsFindings>,
): Promise<Simulation> {
  const { chainId, from, calls } = subject
  const block = blockForTrial(services, chainId)
  const { mode, gas, gasOfEach, balance, tiers } = await looking
  const request = { chainId, from, block, balance, fees: tiers.normal }
  if (!isTogether(mode)) {
    // As it will be sent: a contract can see how much gas is left.
    const each = calls.map(({ to, value, data }, i) => ({
      to,
      value: BigInt(value),
      data,
      gas: gasOfEach[i] ?? gas,
    }))
    return simulate(services, { ...request, calls: each })
  }
  const together = { to: from, value: 0n, data: batchData(calls), gas }
  const code = mode === 'upgrade' ? { code: designator(DELEGATE.address) } : {}
  return simulate(services, { ...request, calls: [together], ...code })
}

function explained(
  services: Services,
  entry: Mine,
  found: CallsFindings | null,
  simulation: Simulation | null,
  recipients: readonly Warning[][] = [],
): CallsApproval {
  const { subject } = entry
  const told = each(services, subject, found)
  const said = sumOf(told.flatMap(({ changes }) => changes))
  const trial = tried(services, subject.chainId, simulation, said)
  const [only, ...more] = told
  const base = shared(services, entry)
  const mode = found?.mode ?? null
  const fees = found && feeChoices(found.tiers, found.gas, found.l1Fee, found.nextBaseFee ?? undefined)
  const outcome = outcomeWarnings(services, {
    origin: entry.origin,
    bySite: true,
    chainId: subject.chainId,
    account: subject.from,
    calls: told.flatMap((one) => one.facts),
    said,
    trial,
    failure: simulation?.failure?.why ?? null,
    found: found && { ...found, normal: found.tiers.normal },
    fees,
    gas: null,
    value: totalOf(subject),
    advanced: null,
  })
  return {
    ...base,
    kind: 'calls',
    account: subject.from,
    chainId: subject.chainId,
    calls: told.map(({ summary, details }, i) => ({
      summary,
      details,
      data: subject.calls[i]?.data ?? '0x',
    })),
    together: mode !== null && mode !== 'sequential',
    upgrade: mode === 'upgrade' ? { name: DELEGATE.name, address: DELEGATE.address } : null,
    summary:
      only !== undefined && more.length === 0 ? only.summary : [titleOf(subject, mode), ...howOf(mode)],
    changes: trial.changes,
    rights: trial.rights,
    looked: trial.looked,
    fees,
    tier: 'normal',
    warnings: sortWarnings([
      ...(mode === 'upgrade' ? [upgradeWarning(services.networks.need(subject.chainId).name)] : []),
      ...relayWords(relayFor(services, subject.chainId)),
      ...failures(subject, found, simulation),
      ...outcome.filter(({ rule }) => rule !== 'will-fail'),
      ...told.flatMap(({ warnings }, i) =>
        [...warnings, ...(recipients[i] ?? [])].map((one) => ofStep(one, i, told.length)),
      ),
      ...base.warnings,
    ]),
    details: [
      // A single call has no list of its own.
      ...(more.length === 0 ? (only?.details ?? []) : []),
      ...detailsOf(services, subject, found),
    ],
    raw: rawOf(entry),
  }
}

function howOf(mode: CallsMode | null): Part[][] {
  if (mode === null || mode === 'single') return []
  const upgrade: Part[] = ['For that your account becomes a ', { strong: 'smart account' }, '.']
  return isTogether(mode)
    ? [['All of them happen, or none.'], ...(mode === 'upgrade' ? [upgrade] : [])]
    : [['If one fails, those before it stay done and those after it are not sent.']]
}

const ofStep = (warning: Warning, i: number, count: number): Warning =>
  count === 1 ? warning : { ...warning, title: `Step ${i + 1}: ${warning.title}` }

function failures(
  subject: CallsSubject,
  found: CallsFindings | null,
  simulation: Simulation | null,
): Warning[] {
  if (found === null) return []
  const count = subject.calls.length
  // Tried in order, a step that fails alone may well pass.
  const inOrder = simulation !== null && simulation.how === 'simulated' && !isTogether(found.mode)
  const failure = inOrder ? simulation.failure : found.failure
  const untried = inOrder ? [] : found.untried
  const warnings = failureWarning(failure?.why ?? null).map((one) =>
    failure === null || failure.call === null ? one : ofStep(one, failure.call, count),
  )
  const maybe = untried.map((i): Warning => {
    const text =
      'It fails when it is tried now, before the steps in front of it have run. If it still fails then, it is not sent.'
    return { rule: 'untried', severity: 'warning', title: `Step ${i + 1} could not be tried`, text }
  })
  return [...warnings, ...maybe]
}

function detailsOf(services: Services, subject: CallsSubject, found: CallsFindings | null): Detail[] {
  const rows: Detail[] = [{ label: 'Batch', value: visibleLine(subject.batchId, 200), mono: true }]
  if (found === null) return rows
  const { symbol } = services.networks.need(subject.chainId)
  if (isTogether(found.mode))
    rows.push({ label: 'Run by', value: DELEGATE.name }, { label: 'Its address', value: DELEGATE.address })
  return [
    ...rows,
    { label: 'Gas limit', value: found.gas.toString() },
    { label: 'Balance', value: `${formatAmount(found.balance, 18)} ${symbol}` },
  ]
}

/** One row a token. */
function sumOf(changes: readonly BalanceChange[]): BalanceChange[] {
  const sums = new Map<string, BalanceChange>()
  for (const change of changes) {
    const key = change.token.toLowerCase()
    const before = sums.get(key)
    const amount = (BigInt(before?.amount ?? 0) + BigInt(change.amount)).toString()
    sums.set(key, { ...(before ?? change), amount })
  }
  return [...sums.values()].filter(({ amount }) => amount !== '0')
}

function blockedBy(services: Services, subject: CallsSubject, found: CallsFindings): string | null {
  if (subject.atomicRequired && found.mode === 'sequential')
    return 'The site wants all steps at once, and this account cannot do that now.'
  return cannotCover(found, totalOf(subject), services.networks.need(subject.chainId).symbol)
}
