import { useEffect, useRef } from 'react'
import { Button } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Empty } from '../components/List.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { ActivityFilter } from './activity-filter.tsx'
import { ActivityRows } from './activity-row.tsx'
import { changeQuery, isPlain, useActivityList } from './activity-rows.ts'
import './activity.css'

/** What happened, newest first; older rows come as the list is scrolled. */
export function ActivityList() {
  const { query, rows, ended, notes, older, more } = useActivityList()
  const plain = isPlain(query)
  const end = useSeen(() => {
    if (!ended && !more.error) void more.run()
  })

  return (
    <>
      {(rows.length > 0 || !plain) && <ActivityFilter />}
      {rows.length > 0 && <ActivityRows rows={rows} all={query.all} />}
      {more.busy && <SkeletonRows count={2} label="Loading older activity" />}
      {rows.length === 0 && ended && <Nothing plain={plain} />}
      {more.error && (
        <p className="small quiet activity-end" role="status">
          {more.error}{' '}
          <button type="button" className="link" onClick={() => void more.run()}>
            Try again
          </button>
        </p>
      )}
      {ended && older && (
        <div className="activity-end stack">
          <Button
            full
            testId="activity-older"
            busy={older.busy}
            busyLabel="Asking your explorer…"
            onClick={() => void older.run()}
          >
            Load older
          </Button>
          {older.error && <FieldError text={older.error} />}
        </div>
      )}
      {ended && <End notes={notes} spam={query.spam} />}
      <div ref={end} className="activity-sentinel" key={`${rows.length} ${more.busy}`} />
    </>
  )
}

function Nothing({ plain }: { plain: boolean }) {
  if (plain)
    return <Empty>Nothing yet. What you send and sign, and what comes to you, will stand here.</Empty>
  return (
    <Empty
      action={{ label: 'Show everything', run: () => changeQuery(null), testId: 'activity-filter-clear' }}
    >
      Nothing that happened fits this search.
    </Empty>
  )
}

function End({ notes, spam }: { notes: readonly string[]; spam: boolean }) {
  return (
    <div className="activity-end small quiet" data-testid="activity-notes">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <button
        type="button"
        className="link"
        data-testid="activity-spam"
        onClick={() => changeQuery(spam ? null : { spam: true })}
      >
        {spam ? 'Back to what is no spam' : 'Look at possible spam, which is left out here'}
      </button>
    </div>
  )
}

function useSeen(run: () => void) {
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
    if (!element.current) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current()
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  })
  return element
}
