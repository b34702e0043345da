import { useState } from 'react'
import type { ContactView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { Empty, List, Row } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { shortAddress } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { useName } from '../people/names.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import '../people/people.css'

const SEARCH_FROM = 8
const MOST_SHOWN = 200

/** The person's own names for other people's addresses. */
export function Contacts() {
  const contacts = useWallet((state) => state.people.contacts)
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const found = contacts.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(words))
  return (
    <Screen
      title="Contacts"
      footer={
        <Button full kind="primary" icon="plus" testId="contact-add" onClick={() => go('contact')}>
          Add a contact
        </Button>
      }
    >
      {contacts.length > SEARCH_FROM && (
        <div className="picker-search">
          <Field label="Search" hideLabel placeholder="Name or address" value={query} onChange={setQuery} />
        </div>
      )}
      {contacts.length === 0 && (
        <Empty>Nobody yet. A contact is a name of your own for an address that you send to.</Empty>
      )}
      {contacts.length > 0 && found.length === 0 && <Empty>No contact is called that.</Empty>}
      <List label="Contacts">
        {found.slice(0, MOST_SHOWN).map((contact) => (
          <ContactRow key={contact.address} contact={contact} />
        ))}
      </List>
      {found.length > MOST_SHOWN && (
        <p className="small quiet">{found.length - MOST_SHOWN} more. Search to find them.</p>
      )}
      <Gateways />
    </Screen>
  )
}

function ContactRow({ contact }: { contact: ContactView }) {
  const { address, name, exchange } = contact
  const shown = useName(address)?.text ?? name
  return (
    <Row
      testId="contact-row"
      data={{ 'data-address': address, 'data-name': name, 'data-exchange': String(exchange) }}
      icon={<Identicon address={address} size={36} />}
      title={shown}
      detail={
        <span className="mono tiny">
          {shortAddress(address)}
          {exchange && <span className="tag">Exchange</span>}
        </span>
      }
      leads
      onClick={() => go('contact', { address })}
    />
  )
}

/** Hosts that the person let names be read from. */
function Gateways() {
  const gateways = useWallet((state) => state.people.gateways)
  if (gateways.length === 0) return null
  return (
    <section className="contact-foot">
      <h2 className="section-title">Where names are kept</h2>
      <p className="small quiet">You let these hosts be asked for names that are not on the chain itself.</p>
      <ul className="rows row-lines" aria-label="Where names are kept">
        {gateways.map((host) => (
          <Gateway key={host} host={host} />
        ))}
      </ul>
    </section>
  )
}

function Gateway({ host }: { host: string }) {
  const forget = useAction(() => api('names.setGateway', { host, allowed: false }))
  return (
    <li className="row" data-testid="gateway-row" data-host={host}>
      <span className="row-main">
        <span className="row-title">{host}</span>
        {forget.error && <FieldError text={forget.error} />}
      </span>
      <Button small testId="gateway-forget" busy={forget.busy} onClick={() => void forget.run()}>
        Take back
      </Button>
    </li>
  )
}
