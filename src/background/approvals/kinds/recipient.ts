/** Whom a transaction goes to: what to hear about them, and the name that they were chosen by. */
import type { ExplainedTransaction } from '../../../ethereum/explain/explain.ts'
import { recipientOf } from '../../../ethereum/recipient.ts'
import type { Part, Warning } from '../../../messaging/protocol.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { recipientWarningsOf } from '../../contacts/look-at.ts'
import { nameProblem } from '../../names/still-leads.ts'
import type { Services } from '../../services.ts'
import type { TransactionSubject } from '../entry.ts'

export const asExplained = (
  { chainId, from, to, data }: TransactionSubject,
  value: bigint,
): ExplainedTransaction => ({
  chainId,
  from,
  to,
  value,
  data,
})

/** What takes the place of something that was agreed to before says nothing new about its recipient. */
export async function recipientWarnings(services: Services, subject: TransactionSubject): Promise<Warning[]> {
  if (subject.replaces !== undefined) return []
  const value = subject.value === 'max' ? 1n : BigInt(subject.value)
  return recipientWarningsOf(services, asExplained(subject, value))
}

export async function wrongName(services: Services, subject: TransactionSubject): Promise<string | null> {
  const to = recipientOf(asExplained(subject, 0n))?.to
  if (subject.toName === undefined || to === undefined) return null
  return nameProblem(services, subject.toName, subject.chainId, to)
}

/** The recipient by the name that it was chosen by, and by its address, wherever a sentence has it. */
export function withName(summary: Part[][], subject: TransactionSubject): Part[][] {
  const { toName: name } = subject
  const to = recipientOf(asExplained(subject, 0n))?.to
  if (name === undefined || to === undefined) return summary
  return summary.map((parts) =>
    parts.map((part) =>
      typeof part === 'object' && 'address' in part && sameAddress(part.address, to)
        ? { ...part, name }
        : part,
    ),
  )
}
