import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { NetworkView, PortfolioView } from '../../messaging/protocol.ts'
import { Field } from '../components/Field.tsx'
import { Empty, List } from '../components/List.tsx'
import { useWallet } from '../state.ts'
import { AssetLine, GroupLine, lineOf } from './asset-line.tsx'
import { Folded } from './folded.tsx'
import { type AssetGroup, listAssets } from './groups.ts'
import { useListedNetwork } from './view.ts'

const SEARCH_FROM = 12
/** Rows of the first drawing: more than a popup shows. */
const FIRST = 16
/** Rows that come with each look below, the first right after that drawing. */
const STEP = 60
/** Rows that carry a small chart: the ones at the top. */
const CHARTS = 12
/** Networks of an asset that are shown by their colour. */
const MOST_DOTS = 4

/** Everything that is held, one entry an asset; what is folded away stands below it. */
export function AssetList({ view }: { view: PortfolioView }) {
  const listed = useListedNetwork()
  const [query, setQuery] = useState('')
  const list = useMemo(() => listAssets(view, listed), [view, listed])
  const shown = useMemo(() => search(list.shown, query), [list, query])
  const count = list.shown.length
  return (
    <>
      {count > SEARCH_FROM && (
        <div className="asset-search">
          <Field
            label="Search assets"
            hideLabel
            placeholder={`Search ${count} assets`}
            value={query}
            onChange={setQuery}
            inputMode="search"
            testId="asset-search"
          />
        </div>
      )}
      <Groups label="Assets" groups={shown} view={view} charts />
      {shown.length === 0 && <Empty>Nothing here is called that. Search for another name.</Empty>}
      <FoldedGroups groups={list.small} view={view} testId="assets-small">
        {(n) => `${n} small ${n === 1 ? 'amount' : 'amounts'}`}
      </FoldedGroups>
      <FoldedGroups
        groups={list.found}
        view={view}
        testId="assets-found"
        note="Anybody can send a token to anybody. These are on no list, so they are not valued. Their names and links may be bait: leave them."
      >
        {(n) => `${n} unknown ${n === 1 ? 'token' : 'tokens'} that arrived unasked`}
      </FoldedGroups>
      <FoldedGroups
        groups={list.hidden}
        view={view}
        testId="assets-hidden"
        note="You have hidden these. They are not counted in the total."
      >
        {(n) => `${n} hidden`}
      </FoldedGroups>
    </>
  )
}

function search(groups: AssetGroup[], query: string): AssetGroup[] {
  const words = query.trim().toLowerCase()
  if (words === '') return groups
  return groups.filter(
    (group) =>
      `${group.symbol} ${group.name}`.toLowerCase().includes(words) ||
      group.rows.some((row) => row.token.toLowerCase() === words),
  )
}

type GroupsProps = { label: string; groups: readonly AssetGroup[]; view: PortfolioView; charts?: boolean }

function Groups({ label, groups, view, charts = false }: GroupsProps) {
  const networks = useWallet((state) => state.networks)
  const byId = useMemo(() => new Map(networks.map((network) => [network.chainId, network])), [networks])
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (key: string) =>
      setOpen((before) => {
        const after = new Set(before)
        if (!after.delete(key)) after.add(key)
        return after
      }),
    [],
  )
  const [most, end] = useMore(groups.length)
  const many = view.networks.length > 1
  return (
    <>
      <List label={label}>
        {groups.slice(0, most).flatMap((group, index) => lines(group, index < CHARTS && charts))}
      </List>
      {most < groups.length && <div ref={end} className="asset-more" />}
    </>
  )

  function lines(group: AssetGroup, chart: boolean): ReactNode[] {
    const { currency } = view.display
    const [only] = group.rows
    if (group.rows.length === 1 && only) {
      const network = byId.get(only.chainId)
      return [
        <AssetLine
          key={group.key}
          {...lineOf(only, network)}
          title={group.name}
          currency={currency}
          network={many ? (network?.name ?? '') : null}
          part={false}
          chart={chart && only.price !== null}
        />,
      ]
    }
    const isOpen = open.has(group.key)
    return [
      <GroupLine
        key={group.key}
        group={group}
        colors={group.rows.slice(0, MOST_DOTS).map((row) => byId.get(row.chainId)?.color ?? 'currentColor')}
        currency={currency}
        open={isOpen}
        chart={chart}
        onToggle={toggle}
      />,
      ...(isOpen ? group.rows.map((row) => part(row, byId.get(row.chainId))) : []),
    ]
  }

  function part(row: AssetGroup['rows'][number], network: NetworkView | undefined) {
    return (
      <AssetLine
        key={`${row.group} ${row.chainId} ${row.token}`}
        {...lineOf(row, network)}
        title={network?.name ?? ''}
        currency={view.display.currency}
        network={network?.name ?? ''}
        part
        chart={false}
      />
    )
  }
}

/** How many rows to draw: more whenever the end of them comes near. */
function useMore(count: number): [most: number, end: React.RefObject<HTMLDivElement | null>] {
  const [most, setMost] = useState(FIRST)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mark = end.current
    if (mark === null || most >= count) return
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setMost((now) => now + STEP)
      },
      { root: mark.closest('.screen-body'), rootMargin: '800px' },
    )
    watch.observe(mark)
    return () => watch.disconnect()
  }, [most, count])
  return [most, end]
}

type FoldedGroupsProps = {
  groups: readonly AssetGroup[]
  view: PortfolioView
  testId: string
  note?: string
  children: (count: number) => string
}

function FoldedGroups({ groups, view, testId, note, children }: FoldedGroupsProps) {
  if (groups.length === 0) return null
  const label = children(groups.length)
  return (
    <Folded label={label} testId={testId} note={note}>
      {() => <Groups label={label} groups={groups} view={view} />}
    </Folded>
  )
}
