import { type ReactNode, useState } from 'react'
import type { ApprovalEdits, ApprovalView, Detail } from '../../messaging/protocol.ts'
import { isAddressLike } from '../../shared/hex.ts'
import { Address, copyText } from '../components/Address.tsx'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icons.tsx'
import { useNetwork } from '../state.ts'
import { toSignOf } from './to-sign.ts'

const LONG = 120
const HEAD = 80
/** Rows that are part of what is part of something are indented as far as a narrow screen has room. */
const DEEPEST = 4

/** A value as it is: addresses whole, and what is very long folded until asked for. */
export function Value({ value, mono }: { value: string; mono?: boolean | undefined }) {
  const [open, setOpen] = useState(false)
  if (isAddressLike(value)) return <Address address={value} whole copy />
  const folded = value.length > LONG && !open
  return (
    <span className={mono ? 'ap-value mono' : 'ap-value'}>
      {folded ? `${value.slice(0, HEAD)}…` : value}
      {folded && (
        <button type="button" className="link ap-more" onClick={() => setOpen(true)}>
          Show all {value.length} characters
        </button>
      )}
    </span>
  )
}

export function DetailList({ rows }: { rows: readonly Detail[] }) {
  return (
    <dl className="ap-details">
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one approval do not move, and may be alike.
          key={index}
          className={`ap-detail ap-depth-${Math.min(row.depth ?? 0, DEEPEST)}`}
        >
          <dt>{row.label}</dt>
          <dd>
            <Value value={row.value} mono={row.mono} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What is there for whoever asks for it. */
export function Disclosure({
  title,
  testId,
  children,
}: {
  title: string
  testId: string
  children: ReactNode
}) {
  return (
    <details className="ap-disclosure" data-testid={testId}>
      <summary>
        {title}
        <Icon name="down" size={16} />
      </summary>
      <div className="ap-disclosed">{children}</div>
    </details>
  )
}

/** Everything that the sentences leave out, and the request as it came. Never missing. */
export function Disclosures({ approval, edits }: { approval: ApprovalView; edits: ApprovalEdits }) {
  const network = useNetwork(approval.chainId)
  const rows: Detail[] = [
    ...(approval.account ? [{ label: 'Account', value: approval.account }] : []),
    { label: 'Network', value: `${network?.name ?? 'Unknown'}, chain id ${approval.chainId}` },
    ...(approval.origin === 'wallet' ? [] : [{ label: 'Asked by', value: approval.origin, mono: true }]),
  ]
  const toSign = toSignOf(approval, edits)
  const hasHashes = toSign === null && approval.details.some(({ label }) => /hash|digest/i.test(label))
  const known = new Set(approval.details.map((row) => row.label))
  return (
    <div className="ap-disclosures">
      <Disclosure title={hasHashes ? 'Details and hashes' : 'Details'} testId="approval-details">
        <DetailList rows={[...approval.details, ...rows.filter((row) => !known.has(row.label))]} />
      </Disclosure>
      <Disclosure
        title={toSign === null ? 'Raw request' : 'Hash to sign and raw request'}
        testId="approval-raw"
      >
        {toSign !== null && (
          <div data-testid="approval-hashes">
            {toSign.rows.length > 0 && <DetailList rows={toSign.rows} />}
            <p className="small quiet">{toSign.note}</p>
          </div>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard (WCAG 2.1.1) */}
        <pre className="ap-raw" tabIndex={0}>
          {approval.raw}
        </pre>
        <Button small icon="copy" onClick={() => void copyText(approval.raw, 'Request copied')}>
          Copy
        </Button>
      </Disclosure>
    </div>
  )
}
