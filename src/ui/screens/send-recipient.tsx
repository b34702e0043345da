import { useState } from 'react'
import type { WalletState, Warning } from '../../messaging/protocol.ts'
import type { Address as AddressType } from '../../shared/hex.ts'
import { IconButton } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { type Option, PickerSheet } from '../components/Picker.tsx'
import { shortAddress } from '../format.ts'
import { looksLikeName } from '../people/ens-name.ts'
import { FoundHint, RecipientWarnings } from '../people/found-hint.tsx'
import type { Found } from '../people/use-recipient.ts'
import { useWallet } from '../state.ts'
import { recipientHint } from './send-checks.ts'
import { HintText } from './send-hint.tsx'

type RecipientProps = {
  from: AddressType
  value: string
  onChange: (value: string) => void
  found: Found
  warnings: readonly Warning[]
  error: string | null
  /** Without it no payment link is read here. */
  onScan?: () => void
}

/** To whom: an address or a name, the address shown whole once it is known; or somebody from the list. */
export function Recipient({ from, value, onChange, found, warnings, error, onScan }: RecipientProps) {
  const [picking, setPicking] = useState(false)
  const accounts = useWallet((state) => state.accounts)
  const people = useWallet((state) => state.people)
  const options = peopleToSendTo({ accounts, people }, from)
  const address = found.kind === 'address' ? found.address : null
  // What is a name already, of a contact or of ENS, needs no word about how addresses are written.
  const named = found.kind !== 'nothing' && !/^0x/i.test(value.trim())
  const hint = named || looksLikeName(value.trim()) ? null : recipientHint(value, from, accounts)
  const knows = people.contacts.some((contact) => contact.address === address)
  return (
    <>
      <Field
        label="To"
        testId="send-recipient"
        errorTestId="send-error"
        mono
        placeholder={onScan ? '0x…, a name or a payment link' : '0x… or a name'}
        autoFocus
        value={value}
        onChange={onChange}
        error={error}
        after={onScan && <IconButton icon="scan" name="Scan a QR code" testId="send-scan" onClick={onScan} />}
        aside={
          options.length > 0 && (
            <button
              type="button"
              className="link small"
              data-testid="send-own"
              onClick={() => setPicking(true)}
            >
              Choose
            </button>
          )
        }
        hint={
          (found.kind !== 'nothing' || hint) && (
            <>
              <FoundHint found={found} />
              {hint && !knows && <HintText hint={hint} />}
            </>
          )
        }
      />
      <RecipientWarnings warnings={warnings} />
      <PickerSheet
        title="Send to"
        open={picking}
        onClose={() => setPicking(false)}
        value={address}
        onChange={onChange}
        options={options}
      />
    </>
  )
}

/** Contacts, then whom was sent to last, then one's own accounts; each address once. */
function peopleToSendTo(
  { accounts, people }: Pick<WalletState, 'accounts' | 'people'>,
  from: string,
): Option[] {
  const { contacts, recent, names } = people
  const option = (address: string, label: string, word: string): Option => ({
    value: address,
    label,
    detail: <span className="mono tiny">{shortAddress(address)}</span>,
    keywords: `${address} ${word}`,
    icon: <Identicon address={address} size={32} />,
    end: <span className="small quiet">{word}</span>,
  })
  const known = new Set(contacts.map(({ address }) => address))
  return [
    ...contacts.map(({ address, name, exchange }) =>
      option(address, name, exchange ? 'Exchange' : 'Contact'),
    ),
    ...recent
      .filter((address) => !known.has(address))
      .map((address) =>
        option(address, names[address.toLowerCase()] ?? shortAddress(address), 'Sent before'),
      ),
    ...accounts
      .filter((account) => !account.hidden && account.address !== from)
      .map(({ address, name }) => option(address, name, 'Your account')),
  ]
}
