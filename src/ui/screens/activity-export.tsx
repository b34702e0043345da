import type { ActivityCursor, ActivityPage, ActivityRow } from '../../messaging/protocol.ts'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { toast } from '../components/Toast.tsx'
import { useAction } from '../hooks/use-action.ts'
import { saveFile } from '../save-file.ts'
import { api, useWallet } from '../state.ts'
import { toCsv } from './activity-csv.ts'
import { toQuery, useSearch } from './activity-rows.ts'

/** A table of all that the search finds. Made here; nothing is sent anywhere. */
export function ActivityExport() {
  const search = useSearch()
  const account = useWallet((state) => state.selected.address)
  const accounts = useWallet((state) => state.accounts)
  const networks = useWallet((state) => state.networks)
  const make = useAction(async () => {
    const query = toQuery(search, account)
    const rows: ActivityRow[] = []
    let cursor: ActivityCursor | null = null
    do {
      const page: ActivityPage = await api('activity.list', { query, cursor, limit: 200 })
      rows.push(...page.rows)
      cursor = page.cursor
    } while (cursor !== null)
    const name = `candor-activity-${new Date().toISOString().slice(0, 10)}.csv`
    saveFile({ name, text: toCsv(rows, accounts, networks) }, 'text/csv;charset=utf-8')
    toast(rows.length === 1 ? 'One row saved' : `${rows.length} rows saved`)
  })
  return (
    <>
      <Button testId="activity-export" busy={make.busy} onClick={() => void make.run()}>
        Save as a table (CSV)
      </Button>
      {make.error && <FieldError text={make.error} testId="activity-export-error" />}
    </>
  )
}
