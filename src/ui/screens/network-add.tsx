import { useState } from 'react'
import { SubmitButton } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { List, Row } from '../components/List.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { KNOWN_NETWORKS, type KnownNetwork } from '../data/known-networks.ts'
import { fieldOf, hostOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { back, type Params } from '../router.ts'
import { api, useWallet } from '../state.ts'
import { urlProblem } from './network-endpoint.ts'

type Wrong = { field: string | null; text: string }
type Draft = { name: string; symbol: string; endpoint: string; explorer: string; testnet: boolean }

const MOST_FOUND = 30

export function NetworkAdd({ params }: { params: Params }) {
  const [draft, setDraft] = useState<Draft>({
    name: params.name ?? '',
    symbol: params.symbol ?? '',
    endpoint: params.endpoint ?? '',
    explorer: '',
    testnet: params.testnet === '1',
  })
  const [wrong, setWrong] = useState<Wrong | null>(null)

  const add = useAction(async () => {
    const found = problemOf(draft)
    setWrong(found)
    if (found) return
    try {
      await api('networks.add', {
        name: draft.name.trim(),
        symbol: draft.symbol.trim(),
        endpoint: draft.endpoint.trim(),
        explorer: draft.explorer.trim() || null,
        testnet: draft.testnet,
      })
      toast('Network added')
      back()
    } catch (failure) {
      setWrong(fieldOf(failure))
    }
  })

  const field = (key: 'name' | 'symbol' | 'endpoint' | 'explorer') => ({
    value: draft[key],
    onChange: (next: string) => {
      setDraft((before) => ({ ...before, [key]: next }))
      setWrong(null)
    },
    error: wrong?.field === key ? wrong.text : null,
    errorTestId: 'network-error',
  })

  return (
    <Screen
      title="Add a network"
      onSubmit={() => void add.run()}
      footer={
        <SubmitButton
          testId="network-save"
          busy={add.busy}
          busyLabel="Asking the endpoint…"
          slowLabel="Still waiting for the endpoint to answer…"
        >
          Add network
        </SubmitButton>
      }
    >
      <div className="stack">
        <FindKnown
          onPick={([, name, symbol, endpoint, explorer, testnet]) => {
            setDraft({ name, symbol, endpoint, explorer: explorer ?? '', testnet })
            setWrong(null)
          }}
        />
        <Field label="Name" testId="network-name" {...field('name')} />
        <Field label="Symbol of its coin" testId="network-symbol" {...field('symbol')} />
        <Field
          label="Endpoint"
          testId="network-endpoint"
          mono
          inputMode="url"
          placeholder="https://…"
          hint="Asked for the network’s number when you add it. It will see your addresses."
          {...field('endpoint')}
        />
        <Field
          label="Explorer, if there is one"
          testId="network-explorer"
          mono
          inputMode="url"
          placeholder="https://…"
          {...field('explorer')}
        />
        {wrong && wrong.field === null && <FieldError text={wrong.text} testId="network-error" />}
      </div>
    </Screen>
  )
}

function problemOf({ name, symbol, endpoint, explorer }: Draft): Wrong | null {
  if (name.trim() === '') return { field: 'name', text: 'Give the network a name.' }
  if (symbol.trim() === '') return { field: 'symbol', text: 'Give the symbol of its coin, such as ETH.' }
  const endpointWrong = urlProblem(endpoint.trim())
  if (endpointWrong) return { field: 'endpoint', text: endpointWrong }
  const explorerWrong = explorer.trim() === '' ? null : urlProblem(explorer.trim())
  return explorerWrong ? { field: 'explorer', text: explorerWrong } : null
}

/** The list of known networks, which came with the wallet: searching it asks nobody. */
function FindKnown({ onPick }: { onPick: (network: KnownNetwork) => void }) {
  const networks = useWallet((state) => state.networks)
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const found =
    words === ''
      ? []
      : KNOWN_NETWORKS.filter(
          ([chainId, name, symbol]) =>
            (String(chainId) === words || `${name} ${symbol}`.toLowerCase().includes(words)) &&
            !networks.some((network) => network.chainId === chainId),
        ).slice(0, MOST_FOUND)
  return (
    <div className="stack-small">
      <Field
        label={`Find it among ${KNOWN_NETWORKS.length} known networks`}
        placeholder="Name, coin or number"
        value={query}
        onChange={setQuery}
        inputMode="search"
        autoFocus
        testId="network-find"
      />
      {words !== '' && (
        <List label="Known networks">
          {found.map((network) => {
            const [chainId, name, symbol, endpoint, , testnet] = network
            return (
              <Row
                key={chainId}
                testId="option"
                data={{ 'data-value': String(chainId) }}
                title={name}
                detail={`${symbol}, number ${chainId}, ${hostOf(endpoint)}`}
                end={testnet ? <span className="small quiet">Test</span> : undefined}
                onClick={() => {
                  setQuery('')
                  onPick(network)
                }}
              />
            )
          })}
        </List>
      )}
      {words !== '' && found.length === 0 && (
        <p className="small quiet">It is in your list already, or not known. You can still add it below.</p>
      )}
    </div>
  )
}
