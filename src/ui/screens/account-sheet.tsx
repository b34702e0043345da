import { groupAccounts, isWatched } from '../account-groups.ts'
import { AccountIcon, WatchTag } from '../components/AccountIcon.tsx'
import { Button } from '../components/Button.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { shortAddress } from '../format.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** Switches to another account, from wherever the current one is shown. */
export function AccountSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const accounts = useWallet((state) => state.accounts)
  const keyrings = useWallet((state) => state.keyrings)
  const selected = useWallet((state) => state.selected.address)
  return (
    <PickerSheet
      title="Account"
      open={open}
      onClose={onClose}
      value={selected}
      options={groupAccounts(accounts, keyrings)
        .flatMap((group) => group.accounts)
        .filter((account) => !account.hidden)
        .map((account) => ({
          value: account.address,
          label: account.name,
          detail: (
            <span className="mono tiny">
              {shortAddress(account.address)}
              {isWatched(account) && <WatchTag />}
            </span>
          ),
          icon: <AccountIcon account={account} />,
        }))}
      onChange={(value) => {
        const account = accounts.find((entry) => entry.address === value)
        if (account) void api('accounts.select', { address: account.address }).catch(() => {})
      }}
      footer={
        <Button
          full
          testId="account-manage"
          onClick={() => {
            onClose()
            go('accounts')
          }}
        >
          Manage accounts
        </Button>
      }
    />
  )
}
