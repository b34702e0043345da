import { useState } from 'react'
import type { ActivityGroup } from '../../messaging/protocol.ts'
import { Button, IconButton } from '../components/Button.tsx'
import { RadioGroup } from '../components/Choice.tsx'
import { Field } from '../components/Field.tsx'
import { NetworkDot } from '../components/Identicon.tsx'
import { Picker } from '../components/Picker.tsx'
import { Sheet } from '../components/Sheet.tsx'
import { useWallet } from '../state.ts'
import { ActivityExport } from './activity-export.tsx'
import { changeQuery, isNarrowed, useSearch } from './activity-rows.ts'

const GROUPS: readonly [ActivityGroup, string][] = [
  ['sent', 'Sent'],
  ['received', 'Received'],
  ['swapped', 'Swapped'],
  ['allowances', 'Allowances'],
  ['nfts', 'NFTs'],
  ['signed', 'Signed messages'],
  ['other', 'Other'],
]
const isGroup = (value: string): value is ActivityGroup => GROUPS.some(([group]) => group === value)

/** A line to search by, and the rest behind one button. */
export function ActivityFilter() {
  const search = useSearch()
  const [open, setOpen] = useState(false)
  const narrowed = isNarrowed(search)
  return (
    <div className="activity-search">
      <Field
        label="Search activity"
        hideLabel
        placeholder="Search"
        value={search.text}
        onChange={(text) => changeQuery({ text: text.slice(0, 200) })}
        inputMode="search"
        testId="activity-search"
      />
      <Button small testId="activity-filter" onClick={() => setOpen(true)}>
        Filter{narrowed && <span className="activity-mark" aria-hidden="true" />}
        {narrowed && <span className="visually-hidden"> (in use)</span>}
      </Button>
      {(narrowed || search.text !== '') && (
        <IconButton
          icon="close"
          name="Show everything"
          testId="activity-filter-reset"
          onClick={() => changeQuery(null)}
        />
      )}
      <FilterSheet open={open} onClose={() => setOpen(false)} />
    </div>
  )
}

function FilterSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const search = useSearch()
  const networks = useWallet((state) => state.networks)
  return (
    <Sheet
      title="Filter activity"
      open={open}
      onClose={onClose}
      testId="activity-filter-sheet"
      footer={
        <div className="stack">
          <Button kind="primary" testId="activity-filter-done" onClick={onClose}>
            Show
          </Button>
          <ActivityExport />
        </div>
      }
    >
      <div className="stack">
        <RadioGroup
          label="Accounts"
          inline
          value={search.all ? 'all' : 'account'}
          onChange={(value) => changeQuery({ all: value === 'all' })}
          options={[
            { value: 'account', label: 'This account', testId: 'activity-account-this' },
            { value: 'all', label: 'All accounts', testId: 'activity-account-all' },
          ]}
        />
        <Picker
          label="Kind"
          title="Kind"
          testId="activity-kind"
          value={search.group ?? 'all'}
          onChange={(value) => changeQuery({ group: isGroup(value) ? value : null })}
          options={[
            { value: 'all', label: 'Everything' },
            ...GROUPS.map(([value, label]) => ({ value, label })),
          ]}
        />
        <Picker
          label="Network"
          title="Network"
          testId="activity-network"
          value={String(search.chainId ?? 'all')}
          onChange={(value) => changeQuery({ chainId: value === 'all' ? null : Number(value) })}
          options={[
            { value: 'all', label: 'All networks' },
            ...networks
              .filter((network) => network.enabled)
              .map(({ chainId, name, color }) => ({
                value: String(chainId),
                label: name,
                icon: <NetworkDot color={color} />,
              })),
          ]}
        />
        <div className="activity-dates">
          <Day
            label="From"
            value={search.since}
            onChange={(since) => changeQuery({ since })}
            testId="activity-since"
          />
          <Day
            label="To"
            value={search.until}
            onChange={(until) => changeQuery({ until })}
            testId="activity-until"
          />
        </div>
      </div>
    </Sheet>
  )
}

type DayProps = { label: string; value: string; onChange: (value: string) => void; testId: string }

const Day = ({ label, value, onChange, testId }: DayProps) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <span className="field-box">
      <input
        type="date"
        value={value}
        data-testid={testId}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  </label>
)
