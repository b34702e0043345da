import { useState } from 'react'
import { SubmitButton } from '../components/Button.tsx'
import { RadioGroup } from '../components/Choice.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { listWords } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import type { Params } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** Looks for accounts of a phrase that were used; who will hear of them is said before. */
export function AccountFind({ params }: { params: Params }) {
  const networks = useWallet((state) => state.networks)
  const [where, setWhere] = useState<'enabled' | 'everywhere'>('enabled')
  const [said, setSaid] = useState<string | null>(null)
  const asked = networks.filter((network) => (where === 'enabled' ? network.enabled : !network.testnet))
  const look = useAction(async () => {
    setSaid(null)
    const { found, unreachable } = await api('accounts.discover', {
      keyringId: params.keyring ?? '',
      everywhere: where === 'everywhere',
    })
    const many = found === 1 ? '1 more account was' : `${found === 0 ? 'No' : found} more accounts were`
    const silent = unreachable.length > 0 ? ` These did not answer: ${listWords(unreachable)}.` : ''
    setSaid(`${many} found.${silent}`)
  })
  return (
    <Screen
      title="Find used accounts"
      onSubmit={() => void look.run()}
      footer={
        <SubmitButton
          testId="find-submit"
          busy={look.busy}
          busyLabel="Looking…"
          slowLabel="Waiting for the networks…"
        >
          Look
        </SubmitButton>
      }
    >
      <div className="stack">
        <p className="quiet">
          Candor asks the endpoints of these networks about the next accounts of the phrase, until five in a
          row were never used. The endpoints learn that those addresses belong together.
        </p>
        <RadioGroup
          label="Where"
          value={where}
          onChange={setWhere}
          options={[
            { value: 'enabled', label: 'Networks that are switched on', testId: 'find-enabled' },
            { value: 'everywhere', label: 'All networks', testId: 'find-everywhere' },
          ]}
        />
        <p className="small quiet">{listWords(asked.map((network) => network.name))}.</p>
        {(said ?? look.error) && (
          <Notice live kind={look.error ? 'caution' : 'info'} testId="find-result">
            {said ?? look.error}
          </Notice>
        )}
      </div>
    </Screen>
  )
}
