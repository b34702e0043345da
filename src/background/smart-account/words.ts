/** What becoming a smart account means, and what ending it does, in plain words. */
import { DELEGATE } from '../../ethereum/delegate.ts'
import type { Explanation } from '../../ethereum/explain/explain.ts'
import type { Warning } from '../../messaging/protocol.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'

/** The one contract that the wallet signs for, audited, and ended in the settings: to be read, and no danger. */
export const upgradeWarning = (network: string): Warning => ({
  rule: 'smart-account',
  severity: 'warning',
  title: 'Your account becomes a smart account',
  text: `On ${network} it runs the code of ${DELEGATE.name} (${DELEGATE.address}) from now on: this is what lets it do several steps at once. The contract is by ${DELEGATE.maker}; audited by ${DELEGATE.audit}. Address, key and balances stay as they are. You can end it in Settings, Smart account.`,
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
