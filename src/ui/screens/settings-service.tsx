import { useEffect, useState } from 'react'
import type { ServiceView } from '../../messaging/protocol.ts'
import { browser } from '../../shared/browser.ts'
import { Button } from '../components/Button.tsx'
import { Switch } from '../components/Choice.tsx'
import { FieldError } from '../components/Field.tsx'
import { Empty } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'
import { ServiceKeys } from './service-keys.tsx'
import { needsKey } from './settings-services.tsx'
import './services.css'

/** One service: what it is for, what it learns, whether it may be asked, and with which keys. */
export function SettingsService({ params }: { params: Readonly<Record<string, string>> }) {
  const service = useWallet((state) => state.services.find((one) => one.id === params.id))
  return (
    <Screen title={service?.name ?? 'Outside service'}>
      {service ? <Content service={service} /> : <Empty>This release knows no such service.</Empty>}
    </Screen>
  )
}

function Content({ service }: { service: ServiceView }) {
  const { id, name, allowed, learns, purpose, problem } = service
  const access = useAccess(service)
  const allow = useAction((next: boolean) => api('services.allow', { id, allowed: next }))
  return (
    <div className="stack" data-testid="service" data-id={id} data-allowed={String(allowed === true)}>
      <p>{purpose}</p>
      <div className="line spread">
        <span>Ask {name}</span>
        <Switch
          label={`Ask ${name}`}
          checked={allowed === true}
          testId="service-allow"
          onChange={(next) => {
            // Within the click, or the browser refuses.
            if (next) access.ask()
            void allow.run(next)
          }}
        />
      </div>
      {allow.error && <FieldError text={allow.error} testId="service-error" />}
      {allowed === true && access.given === false && (
        <Notice
          kind="caution"
          title="Your browser has not allowed it"
          testId="service-access"
          live
          action={
            <Button small testId="service-access-ask" onClick={access.ask}>
              Ask the browser
            </Button>
          }
        >
          This service answers to an extension only when the browser lets Candor read{' '}
          {service.hosts.join(' and ')}.
        </Notice>
      )}
      {allowed === true && needsKey(service) && (
        <Notice title="It needs a key">Add one below. Until then it is not asked.</Notice>
      )}
      {allowed === true && problem !== null && !needsKey(service) && (
        <Notice kind="caution" title={problem} testId="service-problem">
          Nothing is lost: what others know is still shown.
        </Notice>
      )}
      <section>
        <h2 className="section-title">What it learns</h2>
        <ul className="service-learns small" data-testid="service-learns">
          {learns.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className="tiny quiet break">
          {service.hosts.includes('*')
            ? 'Servers that others name.'
            : `Asked at ${service.hosts.join(', ')}.`}
        </p>
      </section>
      {service.needsKey !== 'no' && <ServiceKeys service={service} />}
    </div>
  )
}

/** Whether the browser lets it be asked; null while that is not known or not needed. */
function useAccess({ hosts, needsAccess }: ServiceView): { given: boolean | null; ask: () => void } {
  const [given, setGiven] = useState<boolean | null>(null)
  const origins = needsAccess ? hosts.map((host) => `https://${host}/*`).join(' ') : ''
  useEffect(() => {
    if (origins === '') return
    const look = () =>
      void browser.permissions.contains({ origins: origins.split(' ') }).then(setGiven, () => setGiven(null))
    look()
    const { onAdded, onRemoved } = browser.permissions
    for (const event of [onAdded, onRemoved]) event.addListener(look)
    return () => {
      for (const event of [onAdded, onRemoved]) event.removeListener(look)
    }
  }, [origins])
  const ask = () => {
    if (origins === '') return
    browser.permissions
      .request({ origins: origins.split(' ') })
      .then(setGiven)
      .catch((error: unknown) => toast(messageOf(error)))
  }
  return { given, ask }
}
