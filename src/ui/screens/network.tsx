import { useEffect, useState } from 'react'
import type { EndpointHealth, NetworkView } from '../../messaging/protocol.ts'
import { Button, IconButton, SubmitButton } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { back, type Params } from '../router.ts'
import { api, useNetwork, useWallet } from '../state.ts'
import { endpointProblem, healthWords } from './network-endpoint.ts'
import { NetworkFacts } from './network-facts.tsx'

type Line = { id: number; url: string }

export function Network({ params }: { params: Params }) {
  const network = useNetwork(Number(params.chainId))
  if (!network) {
    return (
      <Screen title="Network">
        <p>This network is not in your list any more.</p>
      </Screen>
    )
  }
  // A new key when the background has other endpoints: the form starts from them.
  return <Endpoints key={network.endpoints.join(' ')} network={network} />
}

function Endpoints({ network }: { network: NetworkView }) {
  const empty = useWallet((state) => state.status === 'empty')
  const [lines, setLines] = useState<Line[]>(() => network.endpoints.map((url, id) => ({ id, url })))
  const [wrong, setWrong] = useState<string | null>(null)
  const health = useHealth(network.chainId, empty)

  const edit = (id: number, url: string) => {
    setLines((before) => before.map((line) => (line.id === id ? { id, url } : line)))
    setWrong(null)
    save.clear()
  }
  const save = useAction(async (endpoints: string[] | null) => {
    const problem = endpoints ? endpointProblem(endpoints) : null
    setWrong(problem)
    if (problem) return
    await api('networks.setEndpoints', { chainId: network.chainId, endpoints })
    toast('Saved')
    back()
  })
  const remove = useAction(async () => {
    await api('networks.remove', { chainId: network.chainId })
    toast(`${network.name} removed`)
    back()
  })
  const error = wrong ?? save.error ?? remove.error
  const typed = () => lines.map((line) => line.url.trim()).filter(Boolean)
  const raise = (index: number) =>
    setLines((before) =>
      before.map((line, i) => before[i === index - 1 ? index : i === index ? index - 1 : i] ?? line),
    )

  return (
    <Screen
      title={network.name}
      onSubmit={() => void save.run(typed())}
      footer={
        <SubmitButton
          testId="network-save"
          busy={save.busy}
          busyLabel="Asking the endpoints…"
          slowLabel="Still waiting for an endpoint to answer…"
        >
          Save
        </SubmitButton>
      }
    >
      <div className="stack">
        <NetworkFacts network={network} />
        <div className="stack-small">
          <h2 className="field-label">Endpoints, the first that answers is used</h2>
          {lines.map((line, index) => (
            <div key={line.id}>
              <Field
                label={`Endpoint ${index + 1}`}
                hideLabel
                value={line.url}
                onChange={(url) => edit(line.id, url)}
                mono
                focusNow={line.url === '' && line.id >= network.endpoints.length}
                inputMode="url"
                placeholder="https://…"
                testId="network-endpoint"
                after={
                  lines.length > 1 && (
                    <span className="line">
                      {index > 0 && (
                        <IconButton
                          small
                          icon="send"
                          name={`Ask endpoint ${index + 1} earlier`}
                          testId="network-endpoint-up"
                          onClick={() => raise(index)}
                        />
                      )}
                      <IconButton
                        small
                        icon="close"
                        name={`Take endpoint ${index + 1} away`}
                        testId="network-endpoint-remove"
                        onClick={() => setLines(lines.filter((other) => other.id !== line.id))}
                      />
                    </span>
                  )
                }
              />
              <Health all={health.all} url={line.url.trim()} />
            </div>
          ))}
          <div className="line spread network-actions">
            <Button
              small
              kind="plain"
              icon="plus"
              testId="network-endpoint-add"
              onClick={() =>
                setLines([...lines, { id: 1 + Math.max(0, ...lines.map((line) => line.id)), url: '' }])
              }
            >
              Add endpoint
            </Button>
            {!empty && (
              <Button small kind="plain" testId="network-check" busy={health.busy} onClick={health.check}>
                Test now
              </Button>
            )}
            {network.customEndpoints && !network.added && (
              <Button small kind="plain" testId="network-reset" onClick={() => void save.run(null)}>
                Use the preset
              </Button>
            )}
          </div>
        </div>
        {error && <FieldError text={error} testId="network-error" />}
        <p className="small quiet">
          {empty && 'Nothing has been asked yet. '}
          Endpoints see your addresses and your internet address. Saving asks each of them once which network
          it serves.
        </p>
        {network.added && (
          <Button small testId="network-remove" busy={remove.busy} onClick={() => void remove.run()}>
            Remove this network
          </Button>
        )}
      </div>
    </Screen>
  )
}

/** Asked once when the screen opens on a network that is in use, and by the button. */
function useHealth(chainId: number, empty: boolean) {
  const [all, setAll] = useState<EndpointHealth[]>([])
  const used = useWallet((state) => state.networks.some((one) => one.chainId === chainId && one.enabled))
  const check = useAction(async () => setAll(await api('networks.check', { chainId })))
  const { run } = check
  useEffect(() => {
    if (used && !empty) void run()
  }, [used, empty, run])
  return { all, busy: check.busy, check: () => void run() }
}

function Health({ all, url }: { all: readonly EndpointHealth[]; url: string }) {
  const words = healthWords(all, url)
  if (words === null) return null
  return (
    <p className={words.bad ? 'tiny network-sick' : 'tiny quiet'} data-testid="network-health">
      {words.text}
    </p>
  )
}
