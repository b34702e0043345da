import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Field } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty, List, Row } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { fold, hostOf } from '../format.ts'
import { go } from '../router.ts'
import { useWallet } from '../state.ts'

export function Networks() {
  const networks = useWallet((state) => state.networks)
  const empty = useWallet((state) => state.status === 'empty')
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const found = networks.filter((network) =>
    `${network.name} ${network.symbol} ${network.chainId}`.toLowerCase().includes(words),
  )
  return (
    <Screen
      title="Networks"
      footer={
        <Button full icon="plus" testId="network-add" onClick={() => go('network-add')}>
          Add a network
        </Button>
      }
    >
      {empty && (
        <Notice title="Nothing has been asked yet.">
          Candor asks a network’s endpoints for your balances only once you have a wallet. Choose here whom it
          will ask.
        </Notice>
      )}
      {networks.length > 8 && (
        <div className="picker-search network-search">
          <Field
            label="Search networks"
            hideLabel
            placeholder="Name, coin or number"
            value={query}
            onChange={setQuery}
            inputMode="search"
            testId="network-search"
          />
        </div>
      )}
      <List label="Networks">
        {found.map((network) => (
          <Row
            key={network.chainId}
            testId="network-row"
            data={{ 'data-chain-id': String(network.chainId) }}
            icon={<NetworkDot color={network.color} size={14} />}
            title={fold(network.name, 40)}
            detail={
              network.endpoints[0]
                ? `${hostOf(network.endpoints[0])}${network.endpoints.length > 1 ? ` and ${network.endpoints.length - 1} more` : ''}`
                : 'No endpoint'
            }
            end={
              <span className="small quiet">
                {network.customEndpoints ? 'Yours' : network.added ? 'Added' : ''}
              </span>
            }
            leads
            onClick={() => go('network', { chainId: String(network.chainId) })}
          />
        ))}
      </List>
      {found.length === 0 && <Empty>No network is called that. You can add it yourself.</Empty>}
    </Screen>
  )
}
