import { useState } from 'react'
import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import type { ScreenProps } from '../app.tsx'
import { Empty } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { useAction } from '../hooks/use-action.ts'
import { takePayment } from '../payment/take-payment.ts'
import { useSelectedAccount, useSelectedNetwork } from '../state.ts'
import { SendForm } from './send-form.tsx'

/** What, to whom, how much; the review is an approval. */
export function Send({ params }: ScreenProps) {
  const account = useSelectedAccount()
  const network = useSelectedNetwork()
  const [links, setLinks] = useState(0)
  const link = useAction(async (text: string) => {
    await takePayment(text)
    setLinks((now) => now + 1)
  })
  if (!account || !network) {
    return (
      <Screen title="Send">
        <Empty>Choose an account to send from.</Empty>
      </Screen>
    )
  }
  if (isWatched(account)) {
    return (
      <Screen title="Send">
        <div data-testid="send-watch-only">
          <Empty>
            {account.name} is watch-only: Candor has no key for it and cannot send. Import its key, or choose
            another account.
          </Empty>
        </div>
      </Screen>
    )
  }
  const key = (from: AccountView, on: NetworkView) => `${from.address} ${on.chainId} ${links}`
  return (
    <SendForm
      key={key(account, network)}
      account={account}
      network={network}
      token={params.token}
      link={link}
    />
  )
}
