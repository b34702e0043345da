import type { AccountView, NetworkView } from '../../messaging/protocol.ts'
import { isWatched } from '../account-groups.ts'
import type { ScreenProps } from '../app.tsx'
import { Empty } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { useSelectedAccount, useSelectedNetwork } from '../state.ts'
import { SendForm } from './send-form.tsx'

/** What, to whom, how much; the review is an approval. */
export function Send({ params }: ScreenProps) {
  const account = useSelectedAccount()
  const network = useSelectedNetwork()
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
  const key = (from: AccountView, on: NetworkView) => `${from.address} ${on.chainId}`
  return <SendForm key={key(account, network)} account={account} network={network} token={params.token} />
}
