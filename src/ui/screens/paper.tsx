import { useRef, useState } from 'react'
import type { AccountView } from '../../messaging/protocol.ts'
import { isWatched, kindOf, pathOf } from '../account-groups.ts'
import { Button, SubmitButton } from '../components/Button.tsx'
import { PasswordField } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { PhraseGrid, usePhrase } from '../components/Phrase.tsx'
import { Qr } from '../components/Qr.tsx'
import { Screen } from '../components/Screen.tsx'
import { SecretBox } from '../components/SecretBox.tsx'
import { useAction } from '../hooks/use-action.ts'
import { useSecret } from '../hooks/use-secret.ts'
import type { Params } from '../router.ts'
import { api, useWallet } from '../state.ts'
import './accounts.css'
import './paper.css'

/** A page to print: made here from what the wallet holds, asked of nobody, and gone with the screen. */
export function Paper({ params }: { params: Params }) {
  const account = useWallet((state) => state.accounts.find((one) => one.address === params.address))
  if (!account) return <Screen title="Paper wallet">{null}</Screen>
  return isWatched(account) ? (
    <Screen title="Paper wallet">
      <p>{account.name} is watch-only: there is no secret to print.</p>
    </Screen>
  ) : (
    <Sheet account={account} />
  )
}

function Sheet({ account }: { account: AccountView }) {
  const keyrings = useWallet((state) => state.keyrings)
  const keyring = keyrings.find((one) => one.id === account.keyringId)
  const isPhrase = kindOf(account, keyrings) === 'mnemonic'
  const path = pathOf(account, keyrings)
  const input = useRef<HTMLInputElement>(null)
  const phrase = usePhrase(isPhrase ? keyring?.id : undefined)
  const secret = useSecret()
  const [made] = useState(() => new Date().toLocaleDateString('en', { dateStyle: 'long' }))
  const shown = isPhrase ? phrase.shown : secret.shown
  const reveal = useAction(async () => {
    const password = input.current?.value ?? ''
    if (password === '') throw new Error('Type your password.')
    if (isPhrase) await phrase.show(password)
    else
      await secret.show(
        async () => (await api('accounts.reveal', { address: account.address, password })).key,
      )
    if (input.current) input.current.value = ''
  })
  const hide = isPhrase ? phrase.hide : secret.hide

  return (
    <Screen
      title="Paper wallet"
      onSubmit={() => void reveal.run()}
      footer={
        shown ? (
          <Button full kind="primary" icon="page" testId="paper-print" onClick={() => window.print()}>
            Print
          </Button>
        ) : (
          <SubmitButton icon="eye" testId="paper-reveal" busy={reveal.busy} busyLabel="Opening…">
            Show what is printed
          </SubmitButton>
        )
      }
    >
      <div className="stack">
        <div className="stack paper-not-printed">
          <Notice kind="caution" title="Whoever holds the paper owns the account.">
            Print on a printer of your own, by cable: others may keep what they print. Candor asks nobody for
            this page and writes it nowhere.
          </Notice>
          {shown ? (
            <button type="button" className="link small self-start" data-testid="paper-hide" onClick={hide}>
              Hide what is secret
            </button>
          ) : (
            <PasswordField
              label="Password"
              inputRef={input}
              autoComplete="current-password"
              autoFocus
              testId="paper-password"
              error={reveal.error}
              errorTestId="paper-error"
            />
          )}
        </div>
        <article className="paper" data-testid="paper" data-shown={shown}>
          <h2 className="paper-title">{account.name}</h2>
          <p className="small">Ethereum account, made with Candor. Printed {made}.</p>
          <div className="paper-part">
            <Qr
              text={account.address}
              size={140}
              label={`QR code of ${account.address}`}
              testId="paper-address-qr"
            />
            <div>
              <p className="field-label">Address, to be shown</p>
              <p className="mono break" data-testid="paper-address">
                {account.address}
              </p>
              {path && <p className="small">Derivation path {path}</p>}
            </div>
          </div>
          <p className="paper-fold">Fold here. What is below is secret.</p>
          {isPhrase ? (
            <>
              <p className="field-label">Recovery phrase ({keyring?.words ?? 12} words)</p>
              <PhraseGrid count={keyring?.words ?? 12} shown={phrase.shown} grid={phrase.grid} />
              <div className="paper-part">
                <canvas
                  ref={phrase.code}
                  className="secret-code"
                  width={1}
                  height={1}
                  role="img"
                  aria-label="QR code of the recovery phrase"
                />
                <div className="field" hidden={!phrase.hasPassphrase}>
                  <span className="field-label">Passphrase, which belongs to them</span>
                  <p ref={phrase.extra} className="break" translate="no" />
                </div>
              </div>
            </>
          ) : (
            <SecretBox secret={secret} label="Private key" testId="paper-key" />
          )}
        </article>
      </div>
    </Screen>
  )
}
