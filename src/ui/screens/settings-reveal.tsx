import { useEffect, useRef, useState } from 'react'
import type { KeyringView } from '../../messaging/protocol.ts'
import { Button, SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { PhraseGrid, usePhrase } from '../components/Phrase.tsx'
import { Screen } from '../components/Screen.tsx'
import { useAction } from '../hooks/use-action.ts'
import type { Params } from '../router.ts'
import { useWallet } from '../state.ts'

export function SettingsReveal({ params }: { params: Params }) {
  const keyring = useWallet((state) => {
    const phrases = state.keyrings.filter((one) => one.kind === 'mnemonic')
    return phrases.find((one) => one.id === params.keyring) ?? phrases[0]
  })
  return keyring ? (
    <Reveal keyring={keyring} />
  ) : (
    <Screen title="Recovery phrase">
      <p>There is no recovery phrase in this wallet.</p>
    </Screen>
  )
}

function Reveal({ keyring }: { keyring: KeyringView }) {
  const input = useRef<HTMLInputElement>(null)
  const password = useRef('')
  const phrase = usePhrase(keyring.id)
  const [known, setKnown] = useState(false)
  const reveal = useAction(async () => {
    const typed = known ? password.current : (input.current?.value ?? '')
    if (typed === '') throw new Error('Type your password.')
    await phrase.show(typed)
    password.current = typed
    setKnown(true)
  })

  useEffect(
    () => () => {
      password.current = ''
    },
    [],
  )

  return (
    <Screen
      title="Recovery phrase"
      onSubmit={() => void reveal.run()}
      footer={
        phrase.shown ? (
          <Button full testId="seed-hide" onClick={phrase.hide}>
            Hide the words
          </Button>
        ) : (
          <SubmitButton icon="eye" testId="seed-reveal" busy={reveal.busy} busyLabel="Opening…">
            Show the words
          </SubmitButton>
        )
      }
    >
      <div className="stack">
        <Notice kind="caution" title="Whoever sees these words has everything.">
          No site, no support and no update ever needs them.
        </Notice>
        {!known && (
          <PasswordField
            label="Password"
            inputRef={input}
            autoComplete="current-password"
            autoFocus
            testId="reveal-password"
            error={reveal.error}
            errorTestId="reveal-error"
          />
        )}
        <PhraseGrid count={keyring.words} shown={phrase.shown} grid={phrase.grid} />
        {/* Always in the page, so that there is a place to write it to. */}
        <div className="field" hidden={!phrase.hasPassphrase}>
          <span className="field-label">Passphrase, which belongs to them</span>
          <p ref={phrase.extra} className="break" data-testid="seed-passphrase" translate="no" />
        </div>
      </div>
    </Screen>
  )
}
