import type { ScreenProps } from '../app.tsx'
import { Empty } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { useSelectedAccount, useSelectedNetwork } from '../state.ts'
import { SwapForm } from '../swap/swap-form.tsx'

/** One token for another; the review is an approval. */
export function Swap({ params }: ScreenProps) {
  const account = useSelectedAccount()
  const network = useSelectedNetwork()
  if (!account || !network)
    return (
      <Screen title="Swap">
        <Empty>Choose an account to swap with.</Empty>
      </Screen>
    )
  return (
    <SwapForm
      key={`${account.address} ${network.chainId}`}
      account={account}
      network={network}
      token={params.token}
    />
  )
}
