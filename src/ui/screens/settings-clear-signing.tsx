import { useState } from 'react'
import type { DescriptorFileView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import { List, Row } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { TimeAgo } from '../components/TimeAgo.tsx'
import { fold, group } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'
import './accounts.css'
import './services.css'

const MOST_BYTES = 300_000

const counted = (count: number, what: string) => `${group(String(count))} ${what}${count === 1 ? '' : 's'}`

/** What requests are read by beside what comes with Candor, and whom else may be asked about them. */
export function SettingsClearSigning() {
  return (
    <Screen title="Clear signing">
      <p className="small quiet">
        Candor knows by itself what many contracts do. What others say of the rest is used only where it knows
        nothing, is told as their words, and takes no warning away.
      </p>
      <Registry />
      <Own />
    </Screen>
  )
}

function Registry() {
  const services = useWallet((state) => state.services)
  const { at, count, problem } = useWallet((state) => state.clearSigning.registry)
  const isOn = (id: string) => services.some((one) => one.id === id && one.allowed === true)
  const read = useAction(() => api('clearSigning.refresh', null))
  const age =
    at === null ? (
      'Not read yet'
    ) : (
      <>
        {counted(count, 'descriptor')}, read <TimeAgo at={at} />
      </>
    )
  return (
    <section className="service-list">
      <h2 className="section-title">Asked elsewhere</h2>
      <List label="Asked elsewhere">
        {services
          .filter(({ kind }) => kind === 'code')
          .map(({ id, name, purpose }) => (
            <Row
              key={id}
              testId="clear-signing-service"
              data={{ 'data-id': id }}
              title={name}
              detail={id === 'erc7730-registry' && isOn(id) ? age : purpose}
              end={<span className="small quiet">{isOn(id) ? 'On' : 'Off'}</span>}
              leads
              onClick={() => go('settings-service', { id })}
            />
          ))}
      </List>
      {problem !== null && (
        <Notice kind="caution" testId="clear-signing-problem">
          {problem} {at === null ? 'Nothing of it is used.' : 'What was read before is still used.'}
        </Notice>
      )}
      {isOn('erc7730-registry') && (
        <Button
          small
          testId="clear-signing-refresh"
          busy={read.busy}
          busyLabel="Reading the registry…"
          onClick={() => void read.run()}
        >
          Read the registry now
        </Button>
      )}
      {read.error && <FieldError text={read.error} />}
    </section>
  )
}

function Own() {
  const files = useWallet((state) => state.clearSigning.files)
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const add = useAction(async () => {
    if (file === null) return
    await api('clearSigning.addFile', file)
    setFile(null)
  })
  return (
    <section className="service-list">
      <h2 className="section-title">Your files</h2>
      <p className="small quiet">
        A file of ERC-7730 (JSON) for the contracts that it names. Add one only from somebody whose word you
        take for what their contract does.
      </p>
      <FileField
        key={files.length}
        label="Descriptor file"
        testId="clear-signing-file"
        most={MOST_BYTES}
        screen="settings-clear-signing"
        onText={(text, name) => {
          add.clear()
          setFile({ name, text })
        }}
      />
      {add.error && <FieldError text={add.error} testId="clear-signing-error" />}
      <Button
        small
        testId="clear-signing-add"
        busy={add.busy}
        disabled={file === null}
        onClick={() => void add.run()}
      >
        Add the file
      </Button>
      {files.length > 0 && (
        <ul className="rows row-lines" aria-label="Your files">
          {files.toReversed().map((one) => (
            <OwnRow key={one.id} file={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

function OwnRow({ file }: { file: DescriptorFileView }) {
  const take = useAction(() => api('clearSigning.removeFile', { id: file.id }))
  const of = file.owner === null ? '' : `${file.owner}: `
  return (
    <li className="row" data-testid="clear-signing-row" data-id={file.id}>
      <span className="row-main own-file">
        <span className="break">{fold(file.name, 60)}</span>
        <span className="small quiet">
          {of}
          {counted(file.formats, 'kind')} of requests, {counted(file.contracts, 'contract')}
        </span>
        {take.error && <FieldError text={take.error} />}
      </span>
      <Button small testId="clear-signing-remove" busy={take.busy} onClick={() => void take.run()}>
        Remove
      </Button>
    </li>
  )
}
