/** What a trial adds to what a request says of itself, and when a later trial is bad news. */
import { isWorse, type Shown } from '../../../ethereum/simulation/compare.ts'
import type { BalanceChange, Looked, RightChange, Warning } from '../../../messaging/protocol.ts'
import type { Address } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { Simulation } from '../../simulation/simulate.ts'
import { seen } from '../../simulation/view.ts'

export type Tried = {
  changes: BalanceChange[]
  rights: RightChange[]
  looked: Looked | null
  /** Two trials disagree. */
  differs: boolean
  /** It paid nothing for gas, which a contract can notice. */
  unpaid: boolean
  /** A contract whose balance cannot be followed. */
  unread: Address | null
}

/** @param said the changes that the request itself names; they stand where nothing better is known */
export function tried(
  services: Services,
  chainId: number,
  simulation: Simulation | null,
  said: BalanceChange[],
): Tried {
  if (simulation === null)
    return { changes: said, rights: [], looked: null, differs: false, unpaid: false, unread: null }
  const { changes, ...found } = seen(services, chainId, simulation)
  // What fails changes nothing; what it was meant to change is told beside the failure.
  const blind = found.looked === 'tried' || simulation.failure !== null
  return { ...found, changes: blind ? said : changes }
}

type Look = Shown & { looked: Looked | null; blocked: string | null; warnings: readonly Warning[] }

const dangersOf = ({ warnings }: Look) =>
  warnings.flatMap(({ severity, rule, title }) => (severity === 'danger' ? [`${rule} ${title}`] : []))

/** What was tried and read, and can only be told to pass now. */
const isDarker = (shown: Look, now: Look): boolean =>
  shown.looked !== null && shown.looked !== 'tried' && (now.looked === null || now.looked === 'tried')

/** Whether what is found now would have made the person think again. One danger in the place of another is new. */
export const isBadNews = (shown: Look, now: Look): boolean =>
  isWorse(shown, now) ||
  isDarker(shown, now) ||
  (shown.blocked === null && now.blocked !== null) ||
  dangersOf(now).some((danger) => !dangersOf(shown).includes(danger))
