import { useState } from 'react'
import type { AssetRow } from '../../messaging/protocol.ts'
import { Address } from '../components/Address.tsx'
import { Amount } from '../components/Amount.tsx'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { TokenMark } from '../components/Identicon.tsx'
import { Empty, List, Row } from '../components/List.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { fold } from '../format.ts'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useSelectedNetwork } from '../state.ts'
import { useSheet } from './home.tsx'

export function Assets() {
  const sheet = useSheet()
  const network = useSelectedNetwork()
  const [shown, setShown] = useState<AssetRow | null>(null)
  if (!sheet || (sheet.at === null && !sheet.error)) return <SkeletonRows label="Loading assets" />
  if (sheet.at === null) {
    return (
      <Empty action={{ label: 'Try again', run: () => void api('assets.refresh', null).catch(() => {}) }}>
        Balances could not be read. Your assets are safe: they are on the network, not in this list.
      </Empty>
    )
  }
  return (
    <>
      <List label="Assets">
        {sheet.rows.map((row) => (
          <Row
            key={row.token}
            testId="asset-row"
            data={{
              'data-symbol': row.symbol,
              'data-token': row.token,
              'data-chain-id': String(sheet.chainId),
              'data-balance': row.balance,
            }}
            icon={
              <TokenMark
                symbol={row.symbol}
                seed={row.token}
                color={row.token === 'native' ? network?.color : undefined}
              />
            }
            title={row.name}
            detail={row.symbol}
            end={<Amount value={row.balance} decimals={row.decimals} places={5} />}
            onClick={() => setShown(row)}
          />
        ))}
      </List>
      <div className="home-add">
        <Button small kind="plain" icon="plus" testId="token-add" onClick={() => go('token')}>
          Add a token
        </Button>
      </div>
      <AssetSheet row={shown} chainId={sheet.chainId} onClose={() => setShown(null)} />
    </>
  )
}

type AssetSheetProps = { row: AssetRow | null; chainId: number; onClose: () => void }

/** All there is to know about one asset, and what can be done with it. */
function AssetSheet({ row, chainId, onClose }: AssetSheetProps) {
  const network = useSelectedNetwork()
  const remove = useAction(async (token: AssetRow['token']) => {
    if (token === 'native') return
    await api('assets.removeToken', { chainId, address: token })
    onClose()
  })
  if (!row) return null
  return (
    <Sheet
      title={fold(row.name, 40)}
      open
      onClose={onClose}
      footer={
        <>
          <Button full kind="primary" onClick={() => go('send', { token: row.token })}>
            Send {fold(row.symbol, 16)}
          </Button>
          {row.added && row.token !== 'native' && (
            <Button full testId="token-remove" busy={remove.busy} onClick={() => void remove.run(row.token)}>
              Take off the list
            </Button>
          )}
        </>
      }
    >
      <dl className="facts">
        <div>
          <dt>Balance</dt>
          <dd className="break">
            <Amount value={row.balance} decimals={row.decimals} symbol={row.symbol} exact />
          </dd>
        </div>
        <div>
          <dt>Network</dt>
          <dd>{network?.name}</dd>
        </div>
        {row.token !== 'native' && (
          <div>
            <dt>Contract</dt>
            <dd>
              <Address address={row.token} whole copy />
            </dd>
          </div>
        )}
      </dl>
      {remove.error && <FieldError text={remove.error} />}
    </Sheet>
  )
}
