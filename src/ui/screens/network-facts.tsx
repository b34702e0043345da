import { useState } from 'react'
import type { NetworkView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Switch } from '../components/Choice.tsx'
import { Field, FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { fieldOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'

const COLORS = [
  '#5B6CB8',
  '#1B52F0',
  '#2C7FB8',
  '#33849E',
  '#3E6957',
  '#B7793C',
  '#C9353A',
  '#7A3FE0',
  '#6B6A66',
]

/** What a network is. Of one that was added, the person can say it otherwise. */
export function NetworkFacts({ network }: { network: NetworkView }) {
  const selected = useWallet((state) => state.selected.chainId === network.chainId)
  const [editing, setEditing] = useState(false)
  return (
    <>
      <dl className="facts">
        <div>
          <dt>Network number</dt>
          <dd className="line">
            <NetworkDot color={network.color} size={8} />
            {network.chainId}
          </dd>
        </div>
        <div>
          <dt>Coin</dt>
          <dd className="break">{network.symbol}</dd>
        </div>
        {network.explorer && (
          <div>
            <dt>Explorer</dt>
            <dd className="break">{network.explorer}</dd>
          </div>
        )}
        <div>
          <dt>Read balances here</dt>
          <dd>
            {selected ? (
              'Always, while it is selected'
            ) : (
              <Switch
                label={`Read balances on ${network.name}`}
                checked={network.enabled}
                testId="network-enabled"
                onChange={(enabled) =>
                  void api('networks.setEnabled', { chainIds: [network.chainId], enabled }).catch(() => {})
                }
              />
            )}
          </dd>
        </div>
      </dl>
      {network.added && (
        <Button small icon="pen" testId="network-edit" onClick={() => setEditing(true)}>
          Edit name, coin, explorer and colour
        </Button>
      )}
      {editing && <Edit network={network} onClose={() => setEditing(false)} />}
    </>
  )
}

function Edit({ network, onClose }: { network: NetworkView; onClose: () => void }) {
  const [name, setName] = useState(network.name)
  const [symbol, setSymbol] = useState(network.symbol)
  const [explorer, setExplorer] = useState(network.explorer ?? '')
  const [color, setColor] = useState(network.color)
  const [wrong, setWrong] = useState<{ field: string | null; text: string } | null>(null)
  const save = useAction(async () => {
    setWrong(null)
    try {
      const { chainId } = network
      await api('networks.edit', { chainId, name, symbol, explorer: explorer.trim() || null, color })
      onClose()
    } catch (failure) {
      setWrong(fieldOf(failure))
    }
  })
  const error = (field: string) => (wrong?.field === field ? wrong.text : null)
  return (
    <Sheet
      title="Edit the network"
      open
      onClose={onClose}
      footer={
        <Button
          full
          kind="primary"
          testId="network-edit-save"
          busy={save.busy}
          onClick={() => void save.run()}
        >
          Save
        </Button>
      }
    >
      <div className="stack">
        <Field
          label="Name"
          value={name}
          onChange={setName}
          error={error('name')}
          testId="network-edit-name"
        />
        <Field label="Symbol of its coin" value={symbol} onChange={setSymbol} error={error('symbol')} />
        <Field
          label="Explorer, if there is one"
          value={explorer}
          onChange={setExplorer}
          error={error('explorer')}
          mono
          inputMode="url"
        />
        <fieldset>
          <legend className="field-label">Colour</legend>
          <div className="line network-colors">
            {COLORS.map((one) => (
              <button
                key={one}
                type="button"
                className="network-color"
                aria-label={`Colour ${one}`}
                aria-pressed={one === color}
                onClick={() => setColor(one)}
              >
                <NetworkDot color={one} size={16} />
              </button>
            ))}
          </div>
        </fieldset>
        {wrong && wrong.field === null && <FieldError text={wrong.text} />}
      </div>
    </Sheet>
  )
}
