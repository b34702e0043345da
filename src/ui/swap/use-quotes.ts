import { useCallback, useEffect, useRef, useState } from 'react'
import type { SwapAsked, SwapQuote, SwapQuotes } from '../../messaging/protocol.ts'
import { fieldOf } from '../format.ts'
import { api } from '../state.ts'

/** While somebody types nothing is asked. */
const PAUSE_MS = 250
/** Offers are asked for anew this long after the last answer, while the page can be seen. */
const EVERY_MS = 15_000
/** What is asked for anew stands in the place of the old when all have answered, or after this. */
const PATIENCE_MS = 3_000
const MOST_TRIES = 3
/** Of one question by itself: nobody is asked for hours because a page was left open. */
const MOST_ROUNDS = 20

export type Quoting = {
  /** The question that the offers belong to. */
  id: string | null
  quotes: readonly SwapQuote[]
  waiting: readonly string[]
  failed: SwapQuotes['failed']
  done: boolean
  /** Why nobody could be asked. */
  error: { field: string | null; text: string } | null
  /** New offers are on their way. */
  refreshing: boolean
}

const NOTHING: Quoting = {
  id: null,
  quotes: [],
  waiting: [],
  failed: [],
  done: false,
  error: null,
  refreshing: false,
}

/** Offers for what is asked, the best first, as they come; anew now and then while the page can be seen. */
export function useQuotes(asked: SwapAsked | null): Quoting & { refresh: () => void } {
  const key = asked === null ? '' : JSON.stringify(asked)
  const [state, setState] = useState<Quoting & { of: string }>({ ...NOTHING, of: '' })
  const [round, setRound] = useState(0)
  const latest = useRef(asked)
  latest.current = asked
  const shown = useRef('')
  const rounds = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again.
  useEffect(() => {
    const question = latest.current
    if (question === null) return
    const again = shown.current === key
    if (!again) rounds.current = 0
    const run = new AbortController()
    const tell = (next: Quoting) => {
      if (run.signal.aborted) return
      shown.current = key
      // What could not be asked for anew stays, with its age.
      setState((now) =>
        again && next.error !== null && now.of === key && now.quotes.length > 0
          ? { ...now, refreshing: false }
          : { ...next, of: key },
      )
    }
    if (again) setState((now) => ({ ...now, refreshing: true }))
    const start = setTimeout(() => void follow(question, run.signal, again, tell), again ? 0 : PAUSE_MS)
    return () => {
      clearTimeout(start)
      run.abort()
    }
  }, [key, round])

  const next = useCallback(() => setRound((now) => now + 1), [])
  const refresh = useCallback(() => {
    rounds.current = 0
    next()
  }, [next])
  const byItself = useCallback(() => {
    rounds.current += 1
    if (rounds.current <= MOST_ROUNDS) next()
  }, [next])
  const mine = state.of === key && key !== ''
  useAgain(mine && (state.done || state.error !== null) && !state.refreshing, byItself, `${key} ${round}`)
  return { ...(mine ? state : NOTHING), refresh }
}

async function follow(
  asked: SwapAsked,
  signal: AbortSignal,
  again: boolean,
  tell: (next: Quoting) => void,
): Promise<void> {
  const since = Date.now()
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      const asking = await api('swap.ask', asked)
      const { id } = asking
      const stop = () => void api('swap.stop', asking).catch(() => {})
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      for (let seen = 0; !signal.aborted; ) {
        const found: SwapQuotes = await api('swap.quotes', { id, seen })
        if (found.done || !again || Date.now() - since > PATIENCE_MS)
          tell({ ...found, id, error: null, refreshing: !found.done && again })
        if (found.done) return signal.removeEventListener('abort', stop)
        seen = found.revision
      }
    } catch (error) {
      // The worker was stopped between: the question went with it.
      const gone = error instanceof Error && error.name === 'QuoteGoneError'
      if (gone && tries < MOST_TRIES) continue
      tell({ ...NOTHING, error: fieldOf(error) })
      return
    }
  }
}

/** Calls `refresh` some time after the last answer; a page that cannot be seen asks nothing, and at once when it can. */
function useAgain(due: boolean, refresh: () => void, round: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew for each round.
  useEffect(() => {
    if (!due) return
    const end = Date.now() + EVERY_MS
    let timer: ReturnType<typeof setTimeout> | undefined
    const plan = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(refresh, Math.max(0, end - Date.now()))
    }
    plan()
    document.addEventListener('visibilitychange', plan)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', plan)
    }
  }, [due, refresh, round])
}
