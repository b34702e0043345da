import { useState } from 'react'
import type { Address as AddressType } from '../../shared/hex.ts'
import { Address } from '../components/Address.tsx'
import { IconButton } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { shortAddress } from '../format.ts'
import { useWallet } from '../state.ts'
import { readyRecipient, recipientHint } from './send-checks.ts'
import { HintText } from './send-hint.tsx'

type RecipientProps = {
  from: AddressType
  value: string
  onChange: (value: string) => void
  error: string | null
  /** Without it no payment link is read here. */
  onScan?: () => void
}

/** To whom: an address, shown whole once it is one, or another account of one's own. */
export function Recipient({ from, value, onChange, error, onScan }: RecipientProps) {
  const [picking, setPicking] = useState(false)
  const accounts = useWallet((state) => state.accounts)
  const others = accounts.filter((account) => !account.hidden && account.address !== from)
  const hint = recipientHint(value, from, accounts)
  const address = readyRecipient(value)
  return (
    <>
      <Field
        label="To"
        testId="send-recipient"
        errorTestId="send-error"
        mono
        placeholder={onScan ? '0x… or a payment link' : '0x…'}
        autoFocus
        value={value}
        onChange={onChange}
        error={error}
        after={onScan && <IconButton icon="scan" name="Scan a QR code" testId="send-scan" onClick={onScan} />}
        aside={
          others.length > 0 && (
            <button
              type="button"
              className="link small"
              data-testid="send-own"
              onClick={() => setPicking(true)}
            >
              Your accounts
            </button>
          )
        }
        hint={
          hint && (
            <>
              {address && (
                <span className="send-whole" data-testid="send-recipient-whole">
                  <Identicon address={address} size={32} />
                  <Address address={address} whole />
                </span>
              )}
              <HintText hint={hint} />
            </>
          )
        }
      />
      <PickerSheet
        title="Your accounts"
        open={picking}
        onClose={() => setPicking(false)}
        value={address}
        onChange={onChange}
        options={others.map((account) => ({
          value: account.address,
          label: account.name,
          detail: shortAddress(account.address),
          keywords: account.address,
          icon: <Identicon address={account.address} size={32} />,
        }))}
      />
    </>
  )
}
