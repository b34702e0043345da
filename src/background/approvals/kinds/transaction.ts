/** A transaction, from a site or from the wallet's own send screen: shown, priced, and sent on a yes. */
import { past } from '../../../ethereum/explain/explain.ts'
import { feeChoices, highestGasPrice } from '../../../ethereum/fees.ts'
import { recipientOf } from '../../../ethereum/recipient.ts'
import { sortWarnings } from '../../../ethereum/rules/rule.ts'
import { formatAmount } from '../../../ethereum/units.ts'
import type { Advanced, Detail, TransactionApproval } from '../../../messaging/protocol.ts'
import { InternalError } from '../../../shared/errors.ts'
import { editable, editedWords } from '../../allowances/editable.ts'
import { LockedError } from '../../keeper.ts'
import type { Services } from '../../services.ts'
import { blockForTrial, type Simulation, simulate } from '../../simulation/simulate.ts'
import { undelegated } from '../../smart-account/words.ts'
import { checkTransfer } from '../../transactions/check-transfer.ts'
import { type Findings, lookInto, tokenBalance } from '../../transactions/look-into.ts'
import { nonceOfReplaced } from '../../transactions/nonce.ts'
import { relayFor, relayWords } from '../../transactions/relay.ts'
import type { TransactionSubject } from '../entry.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { chosenOf, readAdvanced, requireSound } from './advanced.ts'
import { rawOf, requireSiteAccount, shared } from './common.ts'
import { outcomeWarnings } from './judged.ts'
import { cannotCover, inWords, planOf, readCalls, whyNot } from './pricing.ts'
import { asExplained, recipientWarnings, withName, wrongName } from './recipient.ts'
import { replacing } from './replacing.ts'
import { began, brokenSwap, requireInTime, swapWords } from './swap.ts'
import { isBadNews, tried } from './tried.ts'

type Mine = EntryOf<TransactionSubject>

export const transaction: Kind<TransactionSubject> = {
  first: (services, entry) => ({ ...explained(services, entry, null, null), preparing: true }),

  async prepare(services, entry) {
    try {
      const { subject } = entry
      const looking = lookInto(services, subject)
      // In the order of what is waited for longest: an endpoint may answer only six at a time.
      const [findings, simulation, advanced, transfer, recipient, name] = await Promise.all([
        looking,
        trial(services, subject, looking),
        readAdvanced(services, subject, looking),
        checkTransfer(services, subject),
        recipientWarnings(services, subject),
        wrongName(services, subject),
        read(services, subject),
      ])
      const told = explained(services, entry, findings, simulation, advanced)
      const view = { ...told, warnings: sortWarnings([...transfer, ...told.warnings, ...recipient]) }
      return {
        view: {
          ...view,
          blocked:
            name ??
            (await cannotPay(services, entry, findings)) ??
            brokenSwap(subject.swap, view, simulation),
        },
        plan: { ...planOf(findings, findings.value), advanced, relay: relayOf(services, subject) },
      }
    } catch (error) {
      return { view: { ...explained(services, entry, null, null), blocked: whyNot(error) }, plan: null }
    }
  },

  isBadNews: (shown, now) =>
    shown.kind === 'transaction' && now.kind === 'transaction' && isBadNews(shown, now),

  recheck(services, entry, edits) {
    requireSiteAccount(services, entry, entry.subject.from)
    const { chainId, value, replaces, swap } = entry.subject
    services.networks.need(chainId)
    requireInTime(services, swap)
    if (replaces !== undefined) nonceOfReplaced(services, replaces.id)
    requireSound(entry.plan, value === 'max', edits)
  },

  async execute(services, entry) {
    const { plan, subject } = entry
    if (plan === null) throw new InternalError('The transaction was not looked into. Nothing was signed.')
    const opening = services.keeper.opening()
    if (subject.data !== '0x') await services.reader.ready()
    const edits = entry.edits ?? {}
    const { fees, gas, value, l1Fee } = chosenOf(plan, subject.value === 'max', edits)
    const told = explain(services, { ...subject, value: value.toString() }, null)
    const instead = replacing(services, subject)
    const nonce = subject.nonce ?? edits.nonce
    await began(services, entry)
    const hash = await services.transactions.send({
      approvalId: entry.id,
      origin: entry.origin,
      from: subject.from,
      kind: told.kind,
      title: instead?.title ?? past(told.summary[0] ?? []),
      maxFee: gas * highestGasPrice(fees) + l1Fee,
      // Given before a restart, a lock or a slow network, the yes is held against what is allowed by then. What is
      // signed already is told in any case.
      requireConsent() {
        requireSiteAccount(services, entry, subject.from)
        requireInTime(services, subject.swap)
        if (services.keeper.opening() !== opening) throw new LockedError()
      },
      ...(instead === null || instead.batch === null ? {} : { batch: instead.batch }),
      ...(subject.replaces === undefined ? {} : { replaces: subject.replaces }),
      relay: plan.relay ?? null,
      ...(nonce === undefined || subject.replaces !== undefined ? {} : { nonce }),
      ...(subject.delegateTo === undefined ? {} : { delegateTo: subject.delegateTo }),
      transaction: {
        chainId: subject.chainId,
        to: subject.to,
        value,
        data: subject.data,
        gas,
        fees,
        ...(subject.accessList === null ? {} : { accessList: subject.accessList }),
      },
    })
    if (subject.replaces === undefined)
      await services.recipients
        .note(asExplained(subject, value), entry.request === null)
        .catch(() => undefined)
    await services.sites.noteUse(entry.origin, subject.chainId).catch(() => undefined)
    return { result: hash }
  },
}

function read(services: Services, subject: TransactionSubject): Promise<void> {
  const { chainId, from, to, data } = subject
  const value = subject.value === 'max' ? 0n : BigInt(subject.value)
  return readCalls(services, chainId, [{ chainId, from, to, value, data }])
}

function explain(services: Services, subject: TransactionSubject, findings: Findings | null) {
  const { chainId, from, to, data } = subject
  const value = subject.value === 'max' ? (findings?.value.normal ?? 0n) : BigInt(subject.value)
  const told = inWords(services, { chainId, from, to, value, data }, findings?.isContract ?? null)
  const instead = replacing(services, subject)
  return {
    ...told,
    summary: withName(told.summary, subject),
    ...(subject.delegateTo === undefined ? {} : undelegated(services, subject)),
    ...(instead === null ? {} : { kind: instead.kind, summary: instead.summary }),
    ...(subject.swap === undefined ? {} : swapWords(subject.swap)),
    replaces: instead?.view ?? null,
    recipient: subject.replaces === undefined ? recipientOf(asExplained(subject, value))?.to : undefined,
    value,
  }
}

/** What is sped up goes where it went; what cancels goes to the public network, which every block is made from. */
function relayOf(services: Services, { chainId, replaces }: TransactionSubject): string | null {
  if (replaces === undefined) return relayFor(services, chainId)
  if (replaces.how === 'cancel') return null
  return services.transactions.pending().find(({ id }) => id === replaces.id)?.relay?.id ?? null
}

/** What takes the place of a pending one was agreed to before, and may wait behind others: it is not tried again. */
async function trial(
  services: Services,
  subject: TransactionSubject,
  looking: Promise<Findings>,
): Promise<Simulation | null> {
  const { chainId, from, to, data, replaces, nonce, delegateTo } = subject
  if (replaces !== undefined || nonce !== undefined || delegateTo !== undefined) return null
  const block = blockForTrial(services, chainId)
  const findings = await looking
  const value = subject.value === 'max' ? findings.value.normal : BigInt(subject.value)
  const fees = findings.tiers.normal
  const { gas, balance } = findings
  const accessList = subject.accessList === null ? {} : { accessList: subject.accessList }
  const call = { to, value, data, gas, ...accessList }
  return simulate(services, { chainId, from, fees, balance, block, calls: [call] })
}

function explained(
  services: Services,
  entry: Mine,
  findings: Findings | null,
  simulation: Simulation | null,
  advanced: Advanced | null = null,
): TransactionApproval {
  const { subject } = entry
  const told = explain(services, subject, findings)
  const trial = tried(services, subject.chainId, simulation, told.changes)
  const failure = findings?.failure ?? simulation?.failure?.why ?? null
  const allowance = entry.request === null ? null : editable(services, subject)
  const edited = editedWords(allowance)
  const base = shared(services, entry)
  const fees =
    findings && feeChoices(findings.tiers, findings.gas, findings.l1Fee, findings.nextBaseFee ?? undefined)
  const outcome = outcomeWarnings(services, {
    origin: entry.origin,
    bySite: entry.request !== null,
    chainId: subject.chainId,
    account: subject.from,
    calls: told.facts,
    said: told.changes,
    trial,
    failure,
    found: findings && { ...findings, normal: findings.tiers.normal },
    fees,
    gas: findings && { limit: findings.gas, estimate: findings.estimate },
    value: told.value,
    advanced,
  })
  return {
    ...base,
    kind: 'transaction',
    account: subject.from,
    chainId: subject.chainId,
    to: subject.to,
    ...(told.recipient === undefined ? {} : { recipient: told.recipient }),
    value: told.value.toString(),
    data: subject.data,
    summary: told.summary,
    changes: trial.changes,
    rights: trial.rights,
    looked: trial.looked,
    ...(allowance === null ? {} : { allowance }),
    fees,
    tier: 'normal',
    advanced,
    ...(findings === null || subject.delegateTo !== undefined
      ? {}
      : { unsigned: unsignedOf(subject, findings) }),
    ...(subject.delegateTo === undefined ? {} : { delegateTo: subject.delegateTo }),
    replaces: told.replaces,
    warnings: sortWarnings([
      ...relayWords(relayOf(services, subject)),
      ...outcome,
      ...told.warnings,
      ...edited.warnings,
      ...base.warnings,
    ]),
    details: [...edited.details, ...told.details, ...detailsOf(services, subject, findings)],
    raw: rawOf(entry),
  }
}

const unsignedOf = ({ value, accessList }: TransactionSubject, { balance }: Findings) => ({
  value: value === 'max' ? '0' : value,
  isMax: value === 'max',
  balance: balance.toString(),
  accessList,
})

function detailsOf(services: Services, subject: TransactionSubject, findings: Findings | null): Detail[] {
  if (findings === null) return []
  const { symbol } = services.networks.need(subject.chainId)
  return [
    { label: 'Gas limit', value: findings.gas.toString() },
    { label: 'Balance', value: `${formatAmount(findings.balance, 18)} ${symbol}` },
  ]
}

/** Why the account cannot pay even at the cheapest speed; null when it can. */
async function cannotPay(services: Services, entry: Mine, findings: Findings) {
  const { subject } = entry
  const { symbol } = services.networks.need(subject.chainId)
  if (subject.value === 'max' && findings.value.slow === 0n) {
    const show = (wei: bigint) => `${formatAmount(wei, 18, { maxFraction: 6 })} ${symbol}`
    const fee = findings.gas * highestGasPrice(findings.tiers.slow) + findings.l1Fee
    return `The balance of ${show(findings.balance)} does not cover the network fee of up to ${show(fee)}.`
  }
  const short = cannotCover(findings, findings.value.slow, symbol)
  if (short !== null) return short
  // That it fails now says little of one that waits behind others; it was agreed to before.
  if (subject.replaces !== undefined) return null
  // What a site asks for is tried: what it lacks is seen there.
  if (entry.request !== null) return null
  if (findings.failure !== null) return `It would fail: ${findings.failure}.`
  for (const change of explain(services, subject, findings).changes) {
    if (change.token === 'native' || !change.amount.startsWith('-')) continue
    const balance = await tokenBalance(services, subject.chainId, change.token, subject.from)
    if (balance < -BigInt(change.amount))
      return `Not enough ${change.symbol}. The balance is ${formatAmount(balance, change.decimals)} ${change.symbol}.`
  }
  return null
}
