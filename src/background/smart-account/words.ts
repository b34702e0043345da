/** What becoming a smart account means, and what ending it does, in plain words. */
import { DELEGATE } from '../../ethereum/delegate.ts'
import type { Explanation } from '../../ethereum/explain.ts'
import type { Warning } from '../../messaging/protocol.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'

export const upgradeWarning = (network: string): Warning => ({
  rule: 'smart-account',
  severity: 'danger',
  title: 'Your account becomes a smart account',
  text: `From now on its code on ${network} is that of ${DELEGATE.name} (${DELEGATE.address}), by ${DELEGATE.maker}, audited by ${DELEGATE.audit}. This is what lets it do several steps at once. Address, key and balances stay as they are. It stays so until you end it in Settings, Smart account.`,
})

/** The words of a transaction that takes the code of an account away. */
export function undelegated(
  services: Services,
  { chainId, from }: TransactionSubject,
): Pick<Explanation, 'kind' | 'summary' | 'changes'> {
  const network = services.networks.need(chainId).name
  return {
    kind: 'delegate',
    summary: [
      ['End the ', { strong: 'smart account' }, ' of ', { address: from }, ' on ', { strong: network }],
      ['It is an ordinary account again. Address, key and balances stay as they are.'],
    ],
    changes: [],
  }
}
