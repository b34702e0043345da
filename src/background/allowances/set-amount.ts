/**
 * Another amount in the allowance that a site asks for, as the person types it: the call is written anew, shown and
 * looked into again. What was shown before can be agreed to no more, since its digest is another.
 */
import { allowanceAmount } from '../../ethereum/allowance-amount.ts'
import { parseAmount } from '../../ethereum/units.ts'
import { FieldError, InvalidParamsError, WalletError } from '../../shared/errors.ts'
import { digestOf } from '../approvals/digest.ts'
import type { Entry, TransactionSubject } from '../approvals/entry.ts'
import { ChangedError, GoneError } from '../approvals/errors.ts'
import { kindOf } from '../approvals/kinds.ts'
import { createOpenEntries } from '../approvals/open-entries.ts'
import { LockedError } from '../keeper.ts'
import type { Services } from '../services.ts'
import { editable } from './editable.ts'

/** @throws FieldError for what was typed, ChangedError, GoneError, LockedError */
export async function setAmount(
  services: Services,
  id: string,
  digest: string,
  typed: string | null,
): Promise<void> {
  const entries = createOpenEntries(() => services)
  const entry = entries.find(id)
  if (entry === undefined) throw new GoneError()
  if (services.keeper.status() !== 'unlocked') throw new LockedError()
  if (entry.view.digest !== digest || entry.status !== 'asking') throw new ChangedError()
  const subject = withAmount(services, entry, typed)
  const view = kindOf(subject).first(services, { ...entry, subject })
  const shown = { ...view, digest: digestOf(view) }
  await entries.patch(id, (now) =>
    // Only what the person had before their eyes, and not what was decided meanwhile.
    now.status === 'asking' && now.view.digest === digest
      ? { ...now, subject, view: shown, plan: null }
      : now,
  )
  if (entries.find(id)?.view.digest !== shown.digest) throw new ChangedError()
  await entries.prepare(id)
}

function withAmount(
  services: Services,
  { request, subject }: Entry,
  typed: string | null,
): TransactionSubject {
  if (request === null || subject.kind !== 'transaction') throw notOne()
  const { asked: before, ...rest } = subject
  const asked = before ?? subject.data
  if (typed === null) return { ...rest, data: asked }
  const allowance = allowanceAmount(subject.to, asked)
  const shown = editable(services, { ...rest, data: asked })
  if (allowance === null || shown === null) throw notOne()
  const amount = readAmount(typed, shown.decimals)
  if (amount > allowance.most) throw new FieldError('amount', 'This is more than such a call can hold.')
  return amount === allowance.amount
    ? { ...rest, data: asked }
    : { ...rest, data: allowance.replaced(amount), asked }
}

function readAmount(typed: string, decimals: number): bigint {
  try {
    return parseAmount(typed, decimals)
  } catch (error) {
    throw error instanceof WalletError ? new FieldError('amount', error.shortMessage) : error
  }
}

const notOne = () => new InvalidParamsError('There is no amount in this that could be changed.')
