/** Asks many requests, and gathers what is wrong: a throw, a wrong line, too much of it, too much time. */
import type { Case } from '../corpus.ts'
import { type Said, say } from '../say.ts'
import type { Asked, Kind } from './asked.ts'
import type { Random } from './random.ts'

export const MOST_MS = 50

export type Measured = { wrong: string[]; times: number[]; held: number }

/** @param isTimed whether one that takes too long is wrong */
export function measure(kind: Kind, runs: number, random: Random, isTimed: boolean): Measured {
  const measured: Measured = { wrong: [], times: [], held: 0 }
  for (let i = 0; i < runs; i++) {
    const asked = kind(random)
    if (asked.isHeld) measured.held++
    const { faults, time } = tried(asked, isTimed)
    measured.times.push(time)
    measured.wrong.push(...faults.map((fault) => `${fault}: ${short(asked.one)}`))
  }
  return measured
}

function tried(asked: Asked, isTimed: boolean): { faults: string[]; time: number } {
  let said: Said | undefined
  const run = () => {
    said = say(asked.one)
  }
  try {
    const first = cpu(run)
    const time = isTimed ? least(run, first) : first
    const slow = isTimed && time > MOST_MS ? [`${time.toFixed(1)} ms`] : []
    return {
      time,
      faults: said === undefined ? slow : [...slow, ...bounds(asked.one, said), ...asked.faultsOf(said)],
    }
  } catch (error) {
    return { time: 0, faults: [`${error instanceof Error ? error.stack : error}`] }
  }
}

/** Nobody reads more, and no page has to show more. */
const bounds = ({ request }: Case, { sentences, rows }: Said): string[] => [
  // Each call of a batch has its own.
  ...(sentences.length < 120 * (request.calls?.length ?? 1) ? [] : [`${sentences.length} sentences`]),
  ...(rows.length < 6000 ? [] : [`${rows.length} rows`]),
  ...sentences.filter(({ length }) => length >= 6000).map(({ length }) => `a sentence of ${length}`),
]

const cpu = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The least of several: a collection of garbage, or code that was never run before, is not the work of a request. */
function least(run: () => void, first: number): number {
  let time = first
  for (let again = 0; again < 10 && time > MOST_MS; again++) time = Math.min(time, cpu(run))
  return time
}

const short = ({ name, request }: Case): string => {
  const text = JSON.stringify(request)
  return `${name}: ${text.length} characters, ${text.slice(0, 2000)}`
}
