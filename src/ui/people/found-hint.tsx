import type { Warning } from '../../messaging/protocol.ts'
import type { Address as AddressType } from '../../shared/hex.ts'
import { folded } from '../approvals/warnings.tsx'
import { Address } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { Notice } from '../components/Notice.tsx'
import { listWords } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { HintText } from '../screens/send-hint.tsx'
import { api } from '../state.ts'
import { Avatar, useAvatar } from './avatar.tsx'
import { describeName, useName } from './names.ts'
import type { Found } from './use-recipient.ts'
import '../approvals/approvals.css'
import './people.css'

/** Under a field for an address: whom it means, whole, or how the search for a name stands. */
export function FoundHint({ found }: { found: Found }) {
  switch (found.kind) {
    case 'nothing':
      return null
    case 'address':
      return <Whole address={found.address} name={found.name} />
    case 'looking':
      return <span role="status">Looking up {found.name}…</span>
    case 'none':
      return (
        <span data-testid="name-none">
          <HintText hint={{ tone: 'problem', text: found.text }} />
        </span>
      )
    case 'gateway':
      return <AskGateway name={found.name} hosts={found.hosts} />
  }
}

function Whole({ address, name }: { address: AddressType; name: string | null }) {
  const known = useName(address)
  const avatar = useAvatar(address)
  const isTyped = avatar !== null && avatar.name === name
  return (
    <span className="found" data-testid="send-recipient-whole" data-address={address} data-name={name ?? ''}>
      <Identicon address={address} size={32} />
      <span className="found-text">
        {name !== null && (
          <strong className="found-name">
            {isTyped && <Avatar avatar={avatar} size={20} />}
            {name}
          </strong>
        )}
        {known && known.text !== name && (
          <span className="found-name">
            {avatar !== null && avatar.name === known.text && <Avatar avatar={avatar} size={20} />}
            {describeName(known)}
          </span>
        )}
        {avatar !== null && !isTyped && avatar.name !== known?.text && (
          <span className="found-name">
            <Avatar avatar={avatar} size={20} />
            {avatar.name}, its ENS name
          </span>
        )}
        <Address address={address} whole />
      </span>
    </span>
  )
}

/** The name is kept by hosts that nobody chose: the person is told which, and what they learn. */
function AskGateway({ name, hosts }: { name: string; hosts: readonly string[] }) {
  const allow = useAction(async () => {
    for (const host of hosts) await api('names.setGateway', { host, allowed: true })
  })
  return (
    <span className="found-gateway" data-testid="name-gateway" data-hosts={hosts.join(' ')}>
      <span>
        {name} is kept off the chain, by <strong>{listWords(hosts)}</strong>. It would learn your IP address
        and the name. The contract of the name checks the answer.
      </span>
      {allow.error && <HintText hint={{ tone: 'problem', text: allow.error }} />}
      <Button small testId="name-gateway-allow" busy={allow.busy} onClick={() => void allow.run()}>
        Ask it
      </Button>
    </span>
  )
}

const KIND = { danger: 'danger', warning: 'caution', info: 'info' } as const

/** What the review will say of the recipient, already while the form is filled in. */
export function RecipientWarnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null
  const { shown, rest } = folded(warnings)
  return (
    <div className="stack-small" role="status">
      {shown.map(toNotice)}
      {rest.length > 0 && (
        <details className="ap-disclosure" data-testid="recipient-more-warnings">
          <summary>
            {rest.length} more
            <Icon name="chevron" size={16} />
          </summary>
          <div className="stack-small">{rest.map(toNotice)}</div>
        </details>
      )}
    </div>
  )
}

const toNotice = ({ rule, severity, title, text }: Warning) => (
  <Notice
    key={rule}
    kind={KIND[severity]}
    title={title}
    testId="recipient-warning"
    data={{ 'data-rule': rule, 'data-severity': severity }}
  >
    {severity === 'info' ? null : text}
  </Notice>
)
