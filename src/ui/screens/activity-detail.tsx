import type { ReactNode } from 'react'
import type { ActivityRow } from '../../messaging/protocol.ts'
import type { ScreenProps } from '../app.tsx'
import { feeText } from '../approvals/amounts.ts'
import { Address, copyText } from '../components/Address.tsx'
import { IconButton } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Empty } from '../components/List.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { Sentence } from '../components/Sentence.tsx'
import { exactUnits } from '../format.ts'
import { describeName, useName } from '../people/names.ts'
import { go } from '../router.ts'
import { useNetwork } from '../state.ts'
import { BridgeLine, PendingState, RivalLink } from './activity-actions.tsx'
import { ActivityMoves, ActivityRaw } from './activity-facts.tsx'
import { ActivityRows } from './activity-row.tsx'
import { useActivityRow, useBatchRows } from './activity-rows.ts'
import { explorerLink, statusOf } from './activity-words.ts'
import './activity.css'

/** One transaction: what it did, how it stands, and everything to check it by. */
export function ActivityDetail({ params }: ScreenProps) {
  const named = useActivityRow(params.id ?? '')
  const batch = useBatchRows(params.batch ?? '')
  const row = named ?? batch[0]
  if (batch.length > 1)
    return (
      <Screen title={`${batch.length} transactions`}>
        <p className="small quiet">A site asked for these together; each was sent after the one before.</p>
        <ActivityRows rows={batch} />
      </Screen>
    )
  return (
    <Screen title={row?.source === 'signature' ? 'Signed' : 'Transaction'}>
      {row ? (
        <Shown row={row} />
      ) : (
        <Empty>
          This is not in the activity of the selected account. Another account may have sent it: choose that
          one.
        </Empty>
      )}
    </Screen>
  )
}

function Shown({ row }: { row: ActivityRow }) {
  const network = useNetwork(row.chainId)
  const status = statusOf(row)
  const link = explorerLink(network?.explorer, row.hash)
  const symbol = network?.symbol ?? ''
  return (
    <div className="stack">
      <div className="activity-head">
        <p className="activity-what">
          <Sentence parts={row.title} />
        </p>
        {(row.source !== 'signature' || row.order !== undefined) && (
          <p
            className={`activity-status activity-${status.tone}`}
            role="status"
            data-testid="activity-status"
          >
            <Icon name={status.icon} size={16} />
            {status.word}
          </p>
        )}
        {row.status !== 'failed' && (
          <p className="small quiet">{(row.order ? null : SOURCE_TEXT[row.source]) ?? status.text}</p>
        )}
      </div>
      {(row.status === 'failed' || row.error) && (
        <Notice title={row.error ?? status.word}>{row.status === 'failed' && status.text}</Notice>
      )}
      {row.spam && (
        <Notice kind="caution" title="This looks like spam" testId="activity-spam-notice">
          It came unasked, from somebody who may want you to copy an address from it or to visit a site. Do
          neither: leaving it alone is safe.
        </Notice>
      )}
      <PendingState row={row} />
      <BridgeLine row={row} />
      <RivalLink row={row} />
      <dl className="activity-facts">
        <Ends row={row} />
        {row.moves.length > 0 && row.status === 'confirmed' && (
          <Fact label="Moved">
            <ActivityMoves moves={row.moves} />
          </Fact>
        )}
        <Fact label="Network">
          <span className="line">
            <NetworkDot color={network?.color ?? 'var(--edge)'} />
            {network?.name ?? `Chain ${row.chainId}`}
          </span>
        </Fact>
        {row.source === 'wallet' ? <Sent row={row} symbol={symbol} /> : <Told row={row} />}
        <Fact label={row.source === 'signature' ? 'Digest' : 'Hash'}>
          <span className="address-chip">
            <span className="mono activity-hash">{row.hash}</span>
            <IconButton
              small
              icon="copy"
              name="Copy hash"
              onClick={() => void copyText(row.hash, 'Hash copied')}
            />
          </span>
        </Fact>
      </dl>
      <ActivityRaw row={row} />
      {row.source === 'signature' ? null : link ? (
        <a className="line activity-link" href={link} target="_blank" rel="noopener noreferrer">
          Look at it on {new URL(link).hostname}
          <Icon name="external" size={16} />
        </a>
      ) : (
        <p className="small quiet">This network has no explorer to look it up in.</p>
      )}
    </div>
  )
}

/** An address with the name that it has, or the offer to give it one. */
function Who({ address, save = true }: { address: string; save?: boolean }) {
  const known = useName(address)
  return (
    <>
      {known && <span className="activity-who">{describeName(known)}</span>}
      <Address address={address} whole copy />
      {save && known?.kind !== 'account' && known?.kind !== 'contact' && (
        <button
          type="button"
          className="link small"
          data-testid="contact-offer"
          onClick={() => go('contact', { address })}
        >
          Save as a contact
        </button>
      )}
    </>
  )
}

const SOURCE_TEXT: Partial<Record<ActivityRow['source'], string>> = {
  network: 'This wallet did not send it. The logs of the network tell of it.',
  explorer: 'This wallet did not send it. An explorer tells of it.',
  signature: 'You signed this. It was sent to no network, and moved nothing by itself.',
}

function Ends({ row }: { row: ActivityRow }) {
  if (row.source !== 'wallet')
    return (
      <>
        <Fact label={row.source === 'signature' || row.kind === 'approve' ? 'Account' : 'From'}>
          <Who address={row.from} save={false} />
        </Fact>
        {row.to && (
          <Fact label={row.kind === 'approve' ? 'Spender' : 'To'}>
            <Who address={row.to} save={false} />
          </Fact>
        )}
      </>
    )
  return (
    <>
      <Fact label="From">
        <Address address={row.from} whole copy />
      </Fact>
      {othersIn(row).map((address) => (
        <Fact key={address} label={OTHER_LABEL[row.kind] ?? 'Named'}>
          <Who address={address} />
        </Fact>
      ))}
      <Fact label={toLabel(row)}>
        {row.to ? <Who address={row.to} save={row.kind === 'send'} /> : 'A new contract'}
      </Fact>
    </>
  )
}

/** Of what this wallet sent. */
function Sent({ row, symbol }: { row: ActivityRow; symbol: string }) {
  return (
    <>
      <Fact label={row.fee === null ? 'Fee, at most' : 'Fee paid'}>
        <span className="amount">
          {row.fee === null ? feeText(BigInt(row.maxFee)) : exactUnits(row.fee, 18)} {symbol}
        </span>
        {row.fee !== null && (
          <span className="activity-fact-note">
            of at most {feeText(BigInt(row.maxFee))} {symbol}
          </span>
        )}
      </Fact>
      <Fact label="Asked by">{row.origin === 'wallet' ? 'You, from this wallet' : row.origin}</Fact>
      <Fact label="Sent">{when(row.createdAt)}</Fact>
      {row.minedAt !== null && (
        <Fact label={row.status === 'failed' ? 'Failed' : 'Confirmed'}>{when(row.minedAt)}</Fact>
      )}
      <Fact label="Nonce">{row.nonce}</Fact>
    </>
  )
}

/** Of what others tell. */
function Told({ row }: { row: ActivityRow }) {
  return (
    <>
      {row.source === 'signature' && <Fact label="For">{row.origin}</Fact>}
      <Fact label={row.source === 'signature' ? 'Signed' : 'Confirmed'}>{when(row.createdAt)}</Fact>
    </>
  )
}

function toLabel(row: ActivityRow): string {
  if (row.kind === 'send') return 'To'
  return row.to === row.from ? 'Run by the account itself' : 'Contract'
}

const OTHER_LABEL: Partial<Record<ActivityRow['kind'], string>> = { 'token-send': 'To', approve: 'Spender' }

/** Who the sentence names besides the two ends of the transaction: the recipient of tokens, a spender. */
function othersIn(row: ActivityRow) {
  const named = row.title.flatMap((part) =>
    typeof part === 'object' && 'address' in part ? [part.address] : [],
  )
  return [...new Set(named)].filter((address) => address !== row.to && address !== row.from)
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="activity-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const when = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
