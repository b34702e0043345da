import { useEffect, useState } from 'react'
import type { Settings } from '../../messaging/protocol.ts'
import { browser } from '../../shared/browser.ts'
import { pageAccess } from '../../shared/page-access.ts'
import { Button } from '../components/Button.tsx'
import { Check, RadioGroup } from '../components/Choice.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { api, useWallet } from '../state.ts'

type Choice = Pick<Settings, 'ethereum' | 'asMetaMask'>
const failed = (error: unknown) => toast(messageOf(error))
const isUsual = ({ ethereum, asMetaMask }: Choice) => ethereum === 'shared' && !asMetaMask

/** Whether the browser lets a choice run in pages; null until it said so. */
function useAllowed(): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null)
  useEffect(() => {
    const look = () => void browser.permissions.contains(pageAccess().wanted).then(setAllowed, failed)
    look()
    const { onAdded, onRemoved } = browser.permissions
    for (const event of [onAdded, onRemoved]) event.addListener(look)
    return () => {
      for (const event of [onAdded, onRemoved]) event.removeListener(look)
    }
  }, [])
  return allowed
}

/** Within a click, or the browser refuses. The answer comes to the background too: a popup may be closed by then. */
const ask = () => void browser.permissions.request(pageAccess().wanted).catch(failed)

export function SettingsProvider() {
  const { ethereum, asMetaMask } = useWallet((state) => state.settings)
  const allowed = useAllowed()
  const choose = (change: Partial<Choice>) => {
    if (allowed !== true && !isUsual({ ethereum, asMetaMask, ...change })) ask()
    void api('settings.set', change).catch(failed)
  }
  return (
    <Screen title="Candor on websites">
      <div className="stack">
        <p className="quiet">
          Most sites list your wallets. Older ones take the one wallet that a page holds out to them: this is
          about those.
        </p>
        <RadioGroup
          label="On older sites"
          value={ethereum}
          onChange={(value) => choose({ ethereum: value })}
          options={[
            {
              value: 'shared',
              label: 'Candor, or the wallet that came first',
              detail: 'Usual: wallets share the page.',
              testId: 'ethereum-shared',
            },
            {
              value: 'candor',
              label: 'Candor, always',
              detail: 'Also where another wallet came first.',
              testId: 'ethereum-candor',
            },
            {
              value: 'none',
              label: 'Never Candor',
              detail: 'Only sites that list your wallets see it.',
              testId: 'ethereum-none',
            },
          ]}
        />
        <Check
          checked={asMetaMask}
          disabled={ethereum === 'none'}
          testId="as-metamask"
          onChange={(checked) => choose({ asMetaMask: checked })}
        >
          Say that it is MetaMask
          <span className="choice-detail">
            For older sites that work with no other wallet. They may show you that name; lists of wallets go
            on saying Candor.
          </span>
        </Check>
        <Effect usual={isUsual({ ethereum, asMetaMask })} allowed={allowed} />
      </div>
    </Screen>
  )
}

function Effect({ usual, allowed }: { usual: boolean; allowed: boolean | null }) {
  if (allowed === null) return null
  if (usual && allowed) return <p className="tiny quiet">Open pages change when you reload them.</p>
  if (usual) {
    return (
      <p className="tiny quiet">
        For any other choice your browser asks whether Candor may read and change data on websites. Candor
        needs that to know your choice before a page starts, and gives it back with the usual setting.
      </p>
    )
  }
  if (allowed) {
    return (
      <Notice testId="provider-effect" live data={{ 'data-allowed': 'true' }}>
        In effect. Open pages change when you reload them.
      </Notice>
    )
  }
  return (
    <Notice
      kind="caution"
      title="Not in effect"
      testId="provider-effect"
      live
      data={{ 'data-allowed': 'false' }}
      action={
        <Button small testId="provider-allow" onClick={ask}>
          Ask the browser
        </Button>
      }
    >
      Your browser has not allowed it. It asks whether Candor may read and change data on websites; Candor
      needs that to know your choice before a page starts.
    </Notice>
  )
}
