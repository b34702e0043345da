import { useRef, useState } from 'react'
import type { ServiceKeyView, ServiceView } from '../../messaging/protocol.ts'
import { Button, IconButton } from '../components/Button.tsx'
import { Field, PasswordField } from '../components/Field.tsx'
import { List } from '../components/List.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { toast } from '../components/Toast.tsx'
import { messageOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api } from '../state.ts'
import { NameForm } from './name-form.tsx'

/** The person's own keys of a service: several, so that one can be retired while another works. */
export function ServiceKeys({ service }: { service: ServiceView }) {
  const [adding, setAdding] = useState(false)
  const { keys, name, keysAt } = service
  return (
    <section>
      <h2 className="section-title">Your keys</h2>
      <p className="small quiet">
        {service.needsKey === 'required'
          ? `${name} answers only with a key.`
          : 'It answers more often with a key.'}{' '}
        {keysAt !== null && (
          <>
            Make one at{' '}
            <a href={keysAt} target="_blank" rel="noreferrer noopener" className="link break">
              {new URL(keysAt).hostname}
            </a>
            .
          </>
        )}{' '}
        Keys are kept encrypted. When one is refused or used up, the next is used at once.
      </p>
      {keys.length > 0 && (
        <List label="Your keys" lines>
          {keys.map((key) => (
            <Key key={key.id} id={service.id} of={key} />
          ))}
        </List>
      )}
      <Button small icon="plus" testId="service-key-add" onClick={() => setAdding(true)}>
        Add a key
      </Button>
      {adding && <AddKey service={service} onClose={() => setAdding(false)} />}
    </section>
  )
}

function Key({ id, of }: { id: string; of: ServiceKeyView }) {
  const [naming, setNaming] = useState(false)
  const { id: keyId, label, ending, state } = of
  const does = (work: Promise<unknown>) => void work.catch((error: unknown) => toast(messageOf(error)))
  const kind = typeof state === 'string' ? state : 'limited'
  return (
    <li className="row service-key" data-testid="service-key" data-id={keyId} data-state={kind}>
      {naming ? (
        <NameForm
          label="Name of the key"
          name={label}
          save={(name) => api('services.renameKey', { id, keyId, label: name })}
          onDone={() => setNaming(false)}
        />
      ) : (
        <>
          <span className="row-main">
            <span className="row-title">
              {label} <span className="quiet mono">…{ending}</span>
            </span>
            <span className={kind === 'ok' ? 'row-detail' : 'row-detail service-state-caution'}>
              <Words of={of} />
            </span>
            {(kind === 'rejected' || kind === 'limited') && (
              <Button
                small
                testId="service-key-retry"
                onClick={() => does(api('services.retryKey', { id, keyId }))}
              >
                Try again
              </Button>
            )}
          </span>
          <IconButton
            small
            icon="pen"
            name={`Rename ${label}`}
            testId="service-key-rename"
            onClick={() => setNaming(true)}
          />
          <IconButton
            small
            icon="trash"
            name={`Remove ${label}`}
            testId="service-key-remove"
            onClick={() => does(api('services.removeKey', { id, keyId }))}
          />
        </>
      )}
    </li>
  )
}

function Words({ of: { state, addedAt } }: { of: ServiceKeyView }) {
  if (state === 'ok')
    return (
      <>
        Works. Added <TimeAgo at={addedAt} />
      </>
    )
  if (state === 'rejected') return 'Refused by the service. Not used until you try it again.'
  if (state === 'unreadable') return 'Cannot be read any more. Remove it and add it again.'
  const time = new Date(state.limitedUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return `Used up for now. It rests until ${time}.`
}

function AddKey({ service, onClose }: { service: ServiceView; onClose: () => void }) {
  const key = useRef<HTMLInputElement>(null)
  const [label, setLabel] = useState('')
  const add = useAction(async () => {
    const typed = key.current?.value ?? ''
    if (typed.trim() === '') throw new Error('Paste the key.')
    await api('services.addKey', { id: service.id, key: typed, label })
    onClose()
  })
  return (
    <Sheet
      title={`Key for ${service.name}`}
      open
      onClose={onClose}
      footer={
        <Button full kind="primary" testId="service-key-save" busy={add.busy} onClick={() => void add.run()}>
          Keep the key
        </Button>
      }
    >
      <form
        className="stack"
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          void add.run()
        }}
      >
        <PasswordField
          label="Key"
          inputRef={key}
          autoFocus
          testId="service-key-input"
          error={add.error}
          errorTestId="service-error"
          onInput={add.clear}
          hint="Anyone who has it can use your plan with the service. It moves no coins."
        />
        <Field
          label="Name (if you like)"
          value={label}
          onChange={(value) => setLabel(value.slice(0, 40))}
          placeholder={`Key ${service.keys.length + 1}`}
          testId="service-key-label"
        />
      </form>
    </Sheet>
  )
}
