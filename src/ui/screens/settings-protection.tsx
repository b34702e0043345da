import { type ReactNode, useState } from 'react'
import type { GuardListView } from '../../messaging/protocol.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { List, Row } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { fold, group } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import './services.css'

/** The lists that protect: the public ones with their age, and the person's own. */
export function SettingsProtection() {
  const { allowed, addresses, lists } = useWallet((state) => state.guard)
  const blocked = useWallet((state) => state.blocked)
  return (
    <Screen title="Protection">
      <p className="small quiet">
        Every site that asks, and every address that a request names, is looked up here, on this computer.
      </p>
      <List label="Public lists">
        <PublicList title="Sites that steal" view={lists.sites} service="phishing-list" />
        <PublicList title="Addresses that steal" view={lists.addresses} service="scam-addresses" />
      </List>
      <OwnList
        title="Blocked sites"
        text="They see nothing and can ask nothing, with all that is below their name."
        none="No site is blocked."
        label="Site to block"
        placeholder="bad.example.org"
        id="blocked-site"
        entries={blocked.toReversed()}
        add={(site) => api('guard.blockSite', { site })}
        remove={(origin) => api('sites.unblock', { origin })}
      />
      <OwnList
        title="Blocked addresses"
        text="A request that names one of them is told to be a danger."
        none="No address is blocked."
        label="Address to block"
        placeholder="0x…"
        id="blocked-address"
        entries={addresses.toReversed()}
        show={(address) => <Address address={address} whole />}
        wrong={(typed) => (isAddressLike(typed) ? null : 'This is no address: 0x and 40 digits.')}
        add={(address) =>
          isAddressLike(address) ? api('guard.blockAddress', { address }) : Promise.resolve()
        }
        remove={(address) =>
          isAddressLike(address) ? api('guard.unblockAddress', { address }) : Promise.resolve()
        }
      />
      <OwnList
        title="Sites that are right"
        text="They are let through, whatever a public list or a likeness says."
        none="No exceptions."
        label="Site to let through"
        placeholder="app.example.org"
        id="allowed-site"
        entries={allowed.toReversed()}
        add={(site) => api('guard.allowSite', { site })}
        remove={(site) => api('guard.forbidSite', { site })}
      />
    </Screen>
  )
}

function PublicList({ title, view, service }: { title: string; view: GuardListView; service: string }) {
  const on = useWallet((state) => state.services.some((one) => one.id === service && one.allowed === true))
  const age =
    view.at === null ? (
      `Of ${view.seed}`
    ) : (
      <>
        Read <TimeAgo at={view.at} />
      </>
    )
  return (
    <>
      <Row
        testId="protection-list"
        data={{ 'data-id': service, 'data-count': String(view.count), 'data-at': String(view.at ?? '') }}
        title={title}
        detail={
          <>
            {age}, {group(String(view.count))} entries
          </>
        }
        end={<span className="small quiet">{on ? 'Kept current' : 'Not updated'}</span>}
        leads
        onClick={() => go('settings-service', { id: service })}
      />
      {view.problem !== null && (
        <li>
          <Notice kind="caution" testId="protection-problem">
            {view.problem}
          </Notice>
        </li>
      )}
    </>
  )
}

type OwnProps = {
  title: string
  text: string
  none: string
  label: string
  placeholder: string
  /** Begins the test ids. */
  id: string
  entries: readonly string[]
  show?: (entry: string) => ReactNode
  /** Why it is not taken, before it is sent. */
  wrong?: (typed: string) => string | null
  add: (typed: string) => Promise<unknown>
  remove: (entry: string) => Promise<unknown>
}

const FEW = 8

function OwnList({ entries, id, ...props }: OwnProps) {
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const add = useAction(async (text: string) => {
    const wrong = props.wrong?.(text) ?? null
    if (wrong !== null) throw new Error(wrong)
    await props.add(text)
    setTyped('')
  })
  const shown = all ? entries : entries.slice(0, FEW)
  return (
    <section className="service-list">
      <h2 className="section-title">{props.title}</h2>
      <p className="small quiet">{entries.length === 0 ? `${props.none} ${props.text}` : props.text}</p>
      <form
        className="protection-add"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') void add.run(typed.trim())
        }}
      >
        <Field
          label={props.label}
          hideLabel
          placeholder={props.placeholder}
          value={typed}
          onChange={setTyped}
          error={add.error}
          errorTestId={`${id}-error`}
          testId={`${id}-new`}
        />
        <Button small type="submit" testId={`${id}-add`} busy={add.busy} disabled={typed.trim() === ''}>
          Add
        </Button>
      </form>
      {entries.length > 0 && (
        <ul className="rows row-lines" aria-label={props.title}>
          {shown.map((entry) => (
            <Own key={entry} entry={entry} id={id} remove={props.remove}>
              {props.show?.(entry) ?? <span className="break">{fold(entry, 60)}</span>}
            </Own>
          ))}
        </ul>
      )}
      {shown.length < entries.length && (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          Show all {entries.length}
        </button>
      )}
    </section>
  )
}

type OwnRow = { entry: string; id: string; remove: (entry: string) => Promise<unknown>; children: ReactNode }

function Own({ entry, id, remove, children }: OwnRow) {
  const take = useAction(() => remove(entry))
  return (
    <li className="row" data-testid={`${id}-row`} data-value={entry}>
      <span className="row-main">
        {children}
        {take.error && <FieldError text={take.error} />}
      </span>
      <Button small testId={`${id}-remove`} busy={take.busy} onClick={() => void take.run()}>
        Remove
      </Button>
    </li>
  )
}
