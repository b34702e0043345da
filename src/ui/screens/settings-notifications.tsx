import { useEffect, useState } from 'react'
import type { Settings } from '../../messaging/protocol.ts'
import { browser } from '../../shared/browser.ts'
import { Button } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { api, useWallet } from '../state.ts'

type Kind = keyof Settings['notify']
const WANTED = { permissions: ['notifications'] } satisfies { permissions: ['notifications'] }
const failed = (error: unknown) => toast(messageOf(error))
/** Within a click, or the browser refuses. */
const ask = () => void browser.permissions.request(WANTED).catch(failed)

const KINDS: { kind: Kind; title: string; detail: string }[] = [
  { kind: 'confirmed', title: 'Confirmed', detail: 'A transaction of yours is in a block.' },
  { kind: 'failed', title: 'Failed', detail: 'A transaction of yours did not go through, and why.' },
  {
    kind: 'received',
    title: 'Received',
    detail: 'Coins, and tokens that you added or that come with Candor, which a look at the networks found.',
  },
]

/** Whether the browser shows them; null until it said so. */
function useAllowed(): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null)
  useEffect(() => {
    const look = () => void browser.permissions.contains(WANTED).then(setAllowed, failed)
    look()
    const { onAdded, onRemoved } = browser.permissions
    for (const event of [onAdded, onRemoved]) event.addListener(look)
    return () => {
      for (const event of [onAdded, onRemoved]) event.removeListener(look)
    }
  }, [])
  return allowed
}

export function SettingsNotifications() {
  const notify = useWallet((state) => state.settings.notify)
  const allowed = useAllowed()
  const isOn = KINDS.some(({ kind }) => notify[kind])
  return (
    <Screen title="Notifications">
      <div className="stack">
        <p className="quiet">What your browser shows a notification for.</p>
        {KINDS.map(({ kind, title, detail }) => (
          <Check
            key={kind}
            testId={`notify-${kind}`}
            checked={notify[kind]}
            onChange={(checked) => {
              if (checked && allowed !== true) ask()
              void api('settings.set', { notify: { ...notify, [kind]: checked } }).catch(failed)
            }}
          >
            {title}
            <span className="choice-detail">{detail}</span>
          </Check>
        ))}
        {isOn && allowed === false && (
          <Notice
            kind="caution"
            title="Not in effect"
            testId="notify-blocked"
            live
            action={
              <Button small testId="notify-allow" onClick={ask}>
                Ask the browser
              </Button>
            }
          >
            Your browser has not allowed Candor to show notifications.
          </Notice>
        )}
        <p className="small quiet">
          Candor asks the networks only while it is open or a transaction of yours is pending. What comes in
          at another time is told when you open it next. While it is locked, or amounts are hidden, a
          notification names no amount and nobody.
        </p>
      </div>
    </Screen>
  )
}
