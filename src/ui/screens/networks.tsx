import { useEffect, useState } from 'react'
import type { LocalNetwork, NetworkView } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { Switch } from '../components/Choice.tsx'
import { Field } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty, List, Row } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { fold, hostOf } from '../format.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'

export function Networks() {
  const networks = useWallet((state) => state.networks)
  const showTestnets = useWallet((state) => state.showTestnets)
  const empty = useWallet((state) => state.status === 'empty')
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const listed = networks.filter(
    ({ testnet, enabled, added }) => showTestnets || !testnet || enabled || added,
  )
  const found = listed.filter((network) =>
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
      <LocalNetworks />
      {listed.length > 8 && (
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
            detail={detailOf(network)}
            end={
              <span className="small quiet">
                {network.testnet
                  ? 'Test'
                  : network.customEndpoints && !network.added
                    ? 'Yours'
                    : network.added
                      ? 'Added'
                      : ''}
              </span>
            }
            leads
            onClick={() => go('network', { chainId: String(network.chainId) })}
          />
        ))}
      </List>
      {found.length === 0 && <Empty>No network is called that. You can add it yourself.</Empty>}
      <div className="line spread network-switch">
        <span>Show test networks</span>
        <Switch
          label="Show test networks"
          checked={showTestnets}
          testId="networks-testnets"
          onChange={(show) => void api('networks.showTestnets', { show }).catch(() => {})}
        />
      </div>
    </Screen>
  )
}

function detailOf(network: NetworkView): string {
  const [first, ...others] = network.endpoints
  if (first === undefined) return 'No endpoint'
  const hosts = others.length > 0 ? `${hostOf(first)} +${others.length}` : hostOf(first)
  return network.enabled ? hosts : `Off. ${hosts}`
}

/** Chains on this machine that are not in the list yet. Looked for while this screen is open, at no other time. */
function LocalNetworks() {
  const [found, setFound] = useState<LocalNetwork[]>([])
  const networks = useWallet((state) => state.networks)
  useEffect(() => {
    let gone = false
    api('networks.findLocal', null)
      .then((answer) => {
        if (!gone) setFound(answer)
      })
      .catch(() => {})
    return () => {
      gone = true
    }
  }, [])
  return found
    .filter(({ chainId }) => !networks.some((network) => network.chainId === chainId))
    .map(({ endpoint, chainId }) => (
      <Notice
        key={endpoint}
        title={`A chain runs on this computer (${hostOf(endpoint)})`}
        testId="network-local"
        action={
          <Button
            small
            testId="network-local-add"
            onClick={() =>
              go('network-add', { endpoint, name: `Local ${chainId}`, symbol: 'ETH', testnet: '1' })
            }
          >
            Add it
          </Button>
        }
      >
        Its number is {chainId}. Coins on a local chain are worth nothing.
      </Notice>
    ))
}
