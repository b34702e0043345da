import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Check } from '../components/Choice.tsx'
import { FieldError } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { hostOf } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { api, useWallet } from '../state.ts'
import { offered } from './view.ts'

const NAMED = 3

/** A quiet way to networks that are not looked at: who would see the addresses stands before the yes. */
export function OfferNetworks() {
  const all = useWallet((state) => state.networks)
  const others = offered(all)
  const [open, setOpen] = useState(false)
  const [without, setWithout] = useState<ReadonlySet<number>>(new Set())
  const chosen = others.filter((network) => !without.has(network.chainId))
  const look = useAction(async () => {
    await api('networks.setEnabled', { chainIds: chosen.map((network) => network.chainId), enabled: true })
    setOpen(false)
    await api('assets.refresh', null)
  })
  if (others.length === 0) return null
  const names = others.slice(0, NAMED).map((network) => network.name)
  return (
    <>
      <Button small kind="plain" icon="globe" testId="offer-networks" onClick={() => setOpen(true)}>
        Look on {names.join(', ')}
        {others.length > NAMED ? '…' : ''} too
      </Button>
      <Sheet
        title="Look on more networks"
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <>
            {look.error && <FieldError text={look.error} />}
            <Button
              full
              kind="primary"
              testId="offer-networks-yes"
              busy={look.busy}
              disabled={chosen.length === 0}
              onClick={() => void look.run()}
            >
              {chosen.length === 0
                ? 'Choose a network'
                : chosen.length === 1
                  ? `Look on ${chosen[0]?.name ?? ''}`
                  : `Look on ${chosen.length} networks`}
            </Button>
          </>
        }
      >
        <p className="small quiet">
          Each network is asked at its first endpoint, or at the next when that one does not answer. They see
          your addresses and your internet address. You can switch each off again under Settings, Networks.
        </p>
        <div className="offer-rows">
          {others.map((network) => (
            <Check
              key={network.chainId}
              testId="offer-network"
              data={{ 'data-chain-id': String(network.chainId) }}
              checked={!without.has(network.chainId)}
              onChange={(checked) =>
                setWithout((before) => {
                  const after = new Set(before)
                  if (checked) after.delete(network.chainId)
                  else after.add(network.chainId)
                  return after
                })
              }
            >
              <span className="line">
                <NetworkDot color={network.color} size={8} />
                {network.name}
              </span>
              <span className="tiny quiet break">{network.endpoints.map(hostOf).join(', ')}</span>
            </Check>
          ))}
        </div>
      </Sheet>
    </>
  )
}
