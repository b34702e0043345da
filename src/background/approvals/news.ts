/** Whether what was found anew is worth showing: a screen that changes all the time is read by nobody. */
import type { ApprovalView, FeeChoice } from '../../messaging/protocol.ts'

type Priced = Extract<ApprovalView, { fees: FeeChoice[] | null }>
const isPriced = (view: ApprovalView): view is Priced => 'fees' in view

const rulesOf = (view: ApprovalView) =>
  view.warnings.map(({ rule, severity }) => `${rule} ${severity}`).join()

/** The highest fee of the usual tier, in wei. */
const feeOf = (view: Priced) => BigInt(view.fees?.find(({ tier }) => tier === view.tier)?.maxFee ?? 0)

export function isNews(shown: ApprovalView, now: ApprovalView): boolean {
  if (shown.blocked !== now.blocked || rulesOf(shown) !== rulesOf(now)) return true
  if (!isPriced(shown) || !isPriced(now)) return false
  const [was, is] = [feeOf(shown), feeOf(now)]
  const moved = was > is ? was - is : is - was
  return moved * 4n > was || amountsDiffer(shown, now)
}

/** More than a hundredth, either way. */
function amountsDiffer(shown: Priced, now: Priced): boolean {
  if (shown.changes.length !== now.changes.length || shown.rights.length !== now.rights.length) return true
  return shown.changes.some(({ token, item, amount }) => {
    const other = now.changes.find((one) => one.token === token && one.item === item)
    const [was, is] = [BigInt(amount), BigInt(other?.amount ?? 0)]
    const gap = was > is ? was - is : is - was
    return gap * 100n > (was < 0n ? -was : was)
  })
}
