/** The allowance in a site's transaction whose amount the person may set, and what is said of an amount that they set. */
import { allowanceAmount } from '../../ethereum/allowance-amount.ts'
import { visibleLine } from '../../ethereum/text.ts'
import { formatAmount } from '../../ethereum/units.ts'
import type { Detail, EditableAllowance, Warning } from '../../messaging/protocol.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'

const MOST_DECIMALS = 36

/** Null where there is none: of a token that does not tell its decimals no amount could be typed. */
export function editable(services: Services, subject: TransactionSubject): EditableAllowance | null {
  const { chainId, to, data, asked = data } = subject
  const wanted = allowanceAmount(to, asked)
  const now = allowanceAmount(to, data)
  if (wanted === null || now === null || wanted.amount === 0n) return null
  const token = services.reader.context(chainId, null).token(wanted.token)
  if (token === null || token.decimals > MOST_DECIMALS) return null
  return {
    symbol: token.symbol,
    decimals: token.decimals,
    amount: now.amount.toString(),
    asked: wanted.amount.toString(),
    adds: now.adds,
  }
}

/** What the approval says beside the words of the call itself. */
export function editedWords(allowance: EditableAllowance | null): { details: Detail[]; warnings: Warning[] } {
  if (allowance === null || allowance.amount === allowance.asked) return { details: [], warnings: [] }
  const { asked, amount, decimals } = allowance
  const symbol = visibleLine(allowance.symbol, 24)
  const details = [
    { label: 'The site asked for', value: `${formatAmount(BigInt(asked), decimals)} ${symbol}` },
  ]
  if (BigInt(amount) < BigInt(asked)) return { details, warnings: [] }
  const text = `You set the amount yourself. The site asked for ${formatAmount(BigInt(asked), decimals)} ${symbol}.`
  return {
    details,
    warnings: [
      { rule: 'allowance-raised', severity: 'warning', title: 'More than the site asked for', text },
    ],
  }
}
