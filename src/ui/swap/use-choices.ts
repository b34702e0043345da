import { useMemo } from 'react'
import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { useWallet } from '../state.ts'
import { type Choice, choicesOf, sameToken } from './tokens.ts'

/** What can be sold or bought on a network; `extra` are tokens that were named just now. */
export function useChoices(account: AccountView, network: NetworkView, extra: readonly Choice[]): Choice[] {
  const sheet = useWallet((state) => state.balances)
  const portfolio = useWallet((state) => state.portfolio)
  return useMemo(() => {
    const known = choicesOf({ account: account.address, network, sheet, portfolio })
    const fresh = extra.filter(
      (one) => one.chainId === network.chainId && !known.some((choice) => sameToken(choice.token, one.token)),
    )
    return [...known, ...fresh]
  }, [account.address, network, sheet, portfolio, extra])
}
