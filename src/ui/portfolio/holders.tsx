import { useEffect, useState } from 'react'
import type { AssetHolding, PortfolioRow, TokenId } from '../../messaging/protocol.ts'
import { Amount } from '../components/Amount.tsx'
import { Identicon } from '../components/Identicon.tsx'
import { List, Row } from '../components/List.tsx'
import { api, useWallet } from '../state.ts'

/** Every account that holds some of it, whatever the scope. */
export function Holders({ rows, row }: { rows: readonly PortfolioRow[]; row: PortfolioRow }) {
  const accounts = useWallet((state) => state.accounts.filter((one) => !one.hidden).length)
  const names = useWallet((state) => state.accounts)
  const networks = useWallet((state) => state.networks)
  const [held, setHeld] = useState<AssetHolding[]>([])
  const key = rows.map((one) => `${one.chainId} ${one.token} ${one.balance}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says all that is asked for.
  useEffect(() => {
    const assets = rows.map(({ chainId, token }) => ({ chainId, token }))
    api('assets.holders', { assets }).then(setHeld, () => {})
  }, [key])
  if (accounts < 2 || held.length === 0) return null
  return (
    <>
      <h2 className="section-title">Accounts</h2>
      <List label="Accounts">
        {held.map((one) => (
          <Row
            key={`${one.chainId} ${one.token} ${one.address}`}
            testId="asset-holder"
            data={{ 'data-address': one.address, 'data-balance': one.balance }}
            icon={<Identicon address={one.address} size={28} />}
            title={names.find(({ address }) => address === one.address)?.name ?? one.address}
            detail={networks.find(({ chainId }) => chainId === one.chainId)?.name}
            end={
              <Amount value={one.balance} decimals={decimalsOf(rows, one) ?? row.decimals} places={5} short />
            }
          />
        ))}
      </List>
    </>
  )
}

const decimalsOf = (rows: readonly PortfolioRow[], { chainId, token }: { chainId: number; token: TokenId }) =>
  rows.find((row) => row.chainId === chainId && row.token === token)?.decimals
