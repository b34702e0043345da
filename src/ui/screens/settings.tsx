import { type ReactNode, useState } from 'react'
import { CURRENCIES } from '../../messaging/portfolio-views.ts'
import type { Settings as Values } from '../../messaging/protocol.ts'
import { browser } from '../../shared/browser.ts'
import { RadioGroup } from '../components/Choice.tsx'
import { Icon, type IconName } from '../components/Icons.tsx'
import { List, Row } from '../components/List.tsx'
import { PickerSheet } from '../components/Picker.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { CURRENCY_NAMES } from '../money.ts'
import { setDisplay } from '../portfolio/privacy.tsx'
import { currentView, go, type ScreenName } from '../router.ts'
import { api, useWallet } from '../state.ts'

const MINUTES = [1, 5, 15, 30, 60]
const minutesText = (minutes: number) => (minutes === 1 ? '1 minute' : `${minutes} minutes`)
const set = (change: Partial<Values>) =>
  void api('settings.set', change).catch((error: unknown) => toast(messageOf(error)))

export function Settings() {
  const settings = useWallet((state) => state.settings)
  const contacts = useWallet((state) => state.people.contacts.length)
  const sites = useWallet((state) => state.sites.length)
  const pending = useWallet((state) => state.keyrings.some((keyring) => !keyring.backedUp))
  const [choosing, setChoosing] = useState(false)
  const [choosingCurrency, setChoosingCurrency] = useState(false)
  return (
    <Screen title="Settings">
      <div className="settings-theme" data-testid="settings-theme">
        <RadioGroup
          label="Appearance"
          inline
          value={settings.theme}
          onChange={(theme) => set({ theme })}
          options={[
            { value: 'system', label: 'System', testId: 'theme-system' },
            { value: 'light', label: 'Light', testId: 'theme-light' },
            { value: 'dark', label: 'Dark', testId: 'theme-dark' },
          ]}
        />
      </div>
      <List label="General">
        <Row
          testId="settings-lock-timeout"
          icon={<Icon name="clock" />}
          title="Lock after"
          end={<span className="quiet">{minutesText(settings.lockMinutes)}</span>}
          leads
          onClick={() => setChoosing(true)}
        />
        <CurrencyRow onOpen={() => setChoosingCurrency(true)} />
        <Entry
          icon="pen"
          title="Contacts"
          to="contacts"
          testId="settings-contacts"
          end={contacts > 0 && <span className="quiet">{contacts}</span>}
        />
        <Entry icon="globe" title="Networks" to="networks" testId="settings-networks" />
        <Entry icon="swap" title="Swaps" to="settings-swap" testId="settings-swap" />
        <Entry
          icon="bell"
          title="Notifications"
          to="settings-notifications"
          testId="settings-notifications"
        />
        {currentView() !== 'tab' && (
          <Row
            icon={<Icon name="external" />}
            title="Open in a tab"
            testId="settings-open-tab"
            onClick={() => window.open(`${location.pathname}?view=tab`, '_blank', 'noopener')}
          />
        )}
      </List>
      <h2 className="section-title">What others may see and do</h2>
      <List label="What others may see and do">
        <Entry
          icon="sites"
          title="Connected sites"
          to="sites"
          testId="settings-sites"
          end={sites > 0 && <span className="quiet">{sites}</span>}
        />
        <Entry icon="check" title="Allowances" to="allowances" testId="settings-allowances" />
        <Entry icon="key" title="Smart account" to="settings-smart-account" testId="settings-smart-account" />
        <Entry icon="lock" title="Protection" to="settings-protection" testId="settings-protection" />
        <Entry
          icon="page"
          title="Clear signing"
          to="settings-clear-signing"
          testId="settings-clear-signing"
        />
        <Entry icon="sites" title="Candor on websites" to="settings-provider" testId="settings-provider" />
        <Entry icon="link" title="Outside services" to="settings-services" testId="settings-services" />
      </List>
      <h2 className="section-title">Recovery</h2>
      <List label="Recovery">
        {pending && (
          <Entry
            icon="page"
            title="Back up the recovery phrase"
            detail="Not done yet"
            to="backup"
            testId="settings-backup-phrase"
          />
        )}
        <Entry icon="page" title="Backup file" to="settings-backup" testId="settings-backup" />
        <Entry icon="eye" title="Show the recovery phrase" to="settings-reveal" testId="settings-reveal" />
        <Entry icon="key" title="Change the password" to="settings-password" testId="settings-password" />
        <Entry
          icon="trash"
          title={<span className="danger-text">Erase this wallet</span>}
          to="settings-reset"
          testId="settings-reset"
        />
      </List>
      <p className="settings-about tiny quiet">
        Candor {browser.runtime.getManifest().version}. It keeps your keys in this browser and nowhere else.
      </p>
      <PickerSheet
        title="Lock after"
        open={choosing}
        onClose={() => setChoosing(false)}
        value={String(settings.lockMinutes)}
        options={[...new Set([...MINUTES, settings.lockMinutes])]
          .toSorted((a, b) => a - b)
          .map((minutes) => ({ value: String(minutes), label: minutesText(minutes) }))}
        onChange={(minutes) => set({ lockMinutes: Number(minutes) })}
      />
      <CurrencySheet open={choosingCurrency} onClose={() => setChoosingCurrency(false)} />
    </Screen>
  )
}

/** What everything is valued in. */
function CurrencyRow({ onOpen }: { onOpen: () => void }) {
  const display = useWallet((state) => state.portfolio?.display)
  if (!display) return null
  return (
    <Row
      testId="settings-currency"
      icon={<Icon name="coin" />}
      title="Currency"
      end={<span className="quiet">{display.currency}</span>}
      leads
      onClick={onOpen}
    />
  )
}

function CurrencySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const display = useWallet((state) => state.portfolio?.display)
  if (!display) return null
  return (
    <PickerSheet
      title="Currency"
      open={open}
      onClose={onClose}
      value={display.currency}
      options={CURRENCIES.map((currency) => ({
        value: currency,
        label: CURRENCY_NAMES[currency],
        end: <span className="quiet">{currency}</span>,
      }))}
      onChange={(value) => {
        const currency = CURRENCIES.find((one) => one === value)
        if (currency) setDisplay({ currency })
      }}
    />
  )
}

type EntryProps = {
  icon: IconName
  title: ReactNode
  to: ScreenName
  testId: string
  detail?: string
  end?: ReactNode
}

const Entry = ({ icon, title, to, testId, detail, end }: EntryProps) => (
  <Row
    icon={<Icon name={icon} />}
    title={title}
    detail={detail}
    end={end}
    leads
    testId={testId}
    onClick={() => go(to)}
  />
)
