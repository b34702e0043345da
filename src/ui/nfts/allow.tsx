import { useState } from 'react'
import { create } from 'zustand'
import { Button } from '../components/Button.tsx'
import { Check, RadioGroup } from '../components/Choice.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Notice } from '../components/Notice.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'

/** Gateways that serve to anybody, and who runs them. None of them is used before it is chosen. */
const GATEWAYS = [
  { url: 'https://ipfs.io', label: 'ipfs.io', detail: 'Run by the Interplanetary Shipyard' },
  { url: 'https://gateway.pinata.cloud', label: 'gateway.pinata.cloud', detail: 'Run by Pinata' },
  { url: 'https://4everland.io', label: '4everland.io', detail: 'Run by 4EVERLAND' },
] as const

/** Something in the list would be loaded, if it were allowed. */
const useMissing = create<{ missing: boolean }>(() => ({ missing: false }))
export const noteMissing = (): void => useMissing.setState({ missing: true })

const useAllowed = (id: string): boolean | null =>
  useWallet((state) => state.services.find((one) => one.id === id)?.allowed ?? null)

/** Asks once, where something is missing; stays as a quiet line after that. */
export function AllowPictures() {
  const missing = useMissing((state) => state.missing)
  const undecided = useAllowed('nft-web') === null
  const [open, setOpen] = useState(false)
  if (!missing || !undecided) return null
  return (
    <div className="nft-notice">
      <Notice
        title="Some pictures are not on the chain"
        action={
          <Button small testId="nft-allow-images" onClick={() => setOpen(true)}>
            Choose whom to ask
          </Button>
        }
      >
        Candor asks nobody for them before you say whom.
      </Notice>
      {open && <PicturesSheet onClose={() => setOpen(false)} />}
    </div>
  )
}

/** The same choice, always in reach. */
export function PicturesButton() {
  const [open, setOpen] = useState(false)
  const undecided = useAllowed('nft-web') === null
  const missing = useMissing((state) => state.missing)
  return (
    <>
      <Button
        small
        kind="plain"
        testId={undecided && missing ? 'nft-pictures' : 'nft-allow-images'}
        onClick={() => setOpen(true)}
      >
        Pictures from the internet
      </Button>
      {open && <PicturesSheet onClose={() => setOpen(false)} />}
    </>
  )
}

const OWN = 'own'
const NONE = 'none'

export function PicturesSheet({ onClose }: { onClose: () => void }) {
  const gateway = useWallet((state) => state.nftGateway)
  const [web, setWeb] = useState(useAllowed('nft-web') === true)
  const [arweave, setArweave] = useState(useAllowed('arweave') === true)
  const ipfs = useAllowed('ipfs') === true && gateway !== null
  const known = GATEWAYS.some(({ url }) => url === gateway)
  const [choice, setChoice] = useState<string>(!ipfs ? NONE : known ? (gateway ?? NONE) : OWN)
  const [own, setOwn] = useState(ipfs && !known ? (gateway ?? '') : '')
  const save = useAction(async () => {
    const url = choice === NONE ? null : choice === OWN ? own : choice
    await api('nfts.gateway', { url })
    await api('services.allow', { id: 'ipfs', allowed: url !== null })
    await api('services.allow', { id: 'arweave', allowed: arweave })
    await api('services.allow', { id: 'nft-web', allowed: web })
    onClose()
  })
  return (
    <Sheet
      title="Pictures from the internet"
      open
      onClose={onClose}
      testId="nft-pictures-sheet"
      footer={
        <>
          {save.error && choice !== OWN && <FieldError text={save.error} />}
          <Button
            full
            kind="primary"
            testId="nft-pictures-save"
            busy={save.busy}
            onClick={() => void save.run()}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="small quiet">
          Whoever is asked learns your internet address (IP), which NFT you look at and when, and from that
          most likely which account is yours. What arrives unasked is never loaded. Whatever is on the chain
          itself is shown in any case.
        </p>
        <RadioGroup
          label="For pictures on IPFS, ask"
          value={choice}
          onChange={(next) => {
            setChoice(next)
            save.clear()
          }}
          options={[
            { value: NONE, label: 'Nobody', testId: 'nft-gateway-none' },
            ...GATEWAYS.map(({ url, label, detail }) => ({
              value: url as string,
              label,
              detail,
              testId: `nft-gateway-${label}`,
            })),
            { value: OWN, label: 'A gateway of your choice', testId: 'nft-gateway-own' },
          ]}
        />
        {choice === OWN && (
          <Field
            label="Address of the gateway"
            placeholder="https://…"
            inputMode="url"
            value={own}
            onChange={(value) => {
              setOwn(value)
              save.clear()
            }}
            error={save.error}
            errorTestId="nft-gateway-error"
            testId="nft-gateway"
          />
        )}
        <div className="stack-small">
          <p className="field-label">For all others, ask</p>
          <Check checked={web} onChange={setWeb} testId="nft-allow-web">
            Any server that an NFT names
          </Check>
          <Check checked={arweave} onChange={setArweave} testId="nft-allow-arweave">
            arweave.net, for pictures on Arweave
          </Check>
        </div>
      </div>
    </Sheet>
  )
}
