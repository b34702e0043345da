import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { Screen } from '../components/Screen.tsx'
import { toast } from '../components/Toast.tsx'
import { fieldOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { back } from '../router.ts'
import { api } from '../state.ts'
import { urlProblem } from './network-endpoint.ts'

type Wrong = { field: string | null; text: string }

export function NetworkAdd() {
  const [name, setName] = useState('')
  const [symbol, setSymbol] = useState('')
  const [endpoint, setEndpoint] = useState('')
  const [explorer, setExplorer] = useState('')
  const [wrong, setWrong] = useState<Wrong | null>(null)

  function problem(): Wrong | null {
    if (name.trim() === '') return { field: 'name', text: 'Give the network a name.' }
    if (symbol.trim() === '') return { field: 'symbol', text: 'Give the symbol of its coin, such as ETH.' }
    const endpointWrong = urlProblem(endpoint.trim())
    if (endpointWrong) return { field: 'endpoint', text: endpointWrong }
    const explorerWrong = explorer.trim() === '' ? null : urlProblem(explorer.trim())
    return explorerWrong ? { field: 'explorer', text: explorerWrong } : null
  }

  const add = useAction(async () => {
    const found = problem()
    setWrong(found)
    if (found) return
    try {
      await api('networks.add', {
        name: name.trim(),
        symbol: symbol.trim(),
        endpoint: endpoint.trim(),
        explorer: explorer.trim() || null,
      })
      toast('Network added')
      back()
    } catch (failure) {
      setWrong(fieldOf(failure))
    }
  })

  const field = (key: string, value: string, set: (value: string) => void) => ({
    value,
    onChange: (next: string) => {
      set(next)
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
        <Button
          full
          kind="primary"
          type="submit"
          testId="network-save"
          busy={add.busy}
          busyLabel="Asking the endpoint…"
          slowLabel="Still waiting for the endpoint to answer…"
        >
          Add network
        </Button>
      }
    >
      <div className="stack">
        <Field label="Name" testId="network-name" autoFocus {...field('name', name, setName)} />
        <Field label="Symbol of its coin" testId="network-symbol" {...field('symbol', symbol, setSymbol)} />
        <Field
          label="Endpoint"
          testId="network-endpoint"
          mono
          inputMode="url"
          placeholder="https://…"
          hint="Asked for the network’s number when you add it. It will see your addresses."
          {...field('endpoint', endpoint, setEndpoint)}
        />
        <Field
          label="Explorer, if there is one"
          testId="network-explorer"
          mono
          inputMode="url"
          placeholder="https://…"
          {...field('explorer', explorer, setExplorer)}
        />
        {wrong && wrong.field === null && <FieldError text={wrong.text} testId="network-error" />}
      </div>
    </Screen>
  )
}
