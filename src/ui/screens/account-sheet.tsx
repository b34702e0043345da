import { Button } from '../components/Button.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { shortAddress } from '../format.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** Switches to another account, from wherever the current one is shown. */
export function AccountSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const accounts = useWallet((state) => state.accounts)
  const selected = useWallet((state) => state.selected.address)
  return (
    <PickerSheet
      title="Account"
      open={open}
      onClose={onClose}
      value={selected}
      options={accounts
        .filter((account) => !account.hidden)
        .map((account) => ({
          value: account.address,
          label: account.name,
          detail: <span className="mono tiny">{shortAddress(account.address)}</span>,
          icon: <Identicon address={account.address} />,
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
