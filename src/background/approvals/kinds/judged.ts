/** What the rules say of a transaction or a batch as a whole: its trial, its fee, its place in the order. */

import { DELEGATE } from '../../../ethereum/delegate.ts'
import type { TierFees } from '../../../ethereum/fees.ts'
import type { CallFacts } from '../../../ethereum/rules/facts.ts'
import { OUTCOME_RULES } from '../../../ethereum/rules/index.ts'
import { judge } from '../../../ethereum/rules/rule.ts'
import type { Advanced, BalanceChange, FeeChoice, Warning } from '../../../messaging/protocol.ts'
import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { aroundOf } from '../../places/facts.ts'
import type { Services } from '../../services.ts'
import type { Tried } from './tried.ts'

export type Outcome = {
  origin: string
  bySite: boolean
  chainId: number
  account: Address
  calls: readonly CallFacts[]
  value: bigint
  said: readonly BalanceChange[]
  trial: Tried
  failure: string | null
  /** What the network was asked about it; null before that. */
  found: { balance: bigint; normal: TierFees; nextBaseFee: bigint | null } | null
  fees: readonly FeeChoice[] | null
  gas: { limit: bigint; estimate: bigint | null } | null
  advanced: Advanced | null
}

export function outcomeWarnings(services: Services, of: Outcome): Warning[] {
  const { chainId, account, trial, found, advanced } = of
  const { symbol, name } = services.networks.need(chainId)
  const around = aroundOf(services, chainId, account, services.reader.context(chainId, null))
  const normal = of.fees?.find(({ tier }) => tier === 'normal')
  const { delegate } = services.places.at(chainId, account)
  return judge(OUTCOME_RULES, {
    ...of,
    symbol,
    network: name,
    looked: trial.looked,
    changes: trial.looked === null ? of.said : trial.changes,
    rights: trial.rights,
    differs: trial.differs,
    unpaid: trial.unpaid,
    unread: trial.unread,
    at: around.at,
    holding: (token) => (token === 'native' ? (found?.balance ?? null) : around.holding(token)),
    fee:
      normal === undefined || found === null
        ? null
        : { expected: BigInt(normal.expectedFee), priority: tipOf(found.normal), base: found.nextBaseFee },
    nonce: advanced && !advanced.fixed ? { ...advanced, next: advanced.nonce } : null,
    usedOn: services.sites.get(of.origin)?.usedOn ?? [],
    foreignCode: delegate === null || sameAddress(delegate, DELEGATE.address) ? null : delegate,
  })
}

const tipOf = (fees: TierFees): bigint | null => (fees.type === 'eip1559' ? fees.maxPriorityFeePerGas : null)
