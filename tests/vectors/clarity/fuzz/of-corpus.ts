/** The corpus with other values: alone, several in a batch, and several inside of one call. */
import { type Argument, type Call, type Case, corpus, dataOf } from '../corpus.ts'
import { type Said, say } from '../say.ts'
import { type Asked, asBytes, differences, type Kind, linesOf } from './asked.ts'
import { type Exact, exactly, groupsOf } from './exact.ts'
import { readable } from './leaves.ts'
import { learn, sectionsOf } from './lines.ts'
import type { Random } from './random.ts'
import { signaturesOf } from './signatures.ts'

/** `malleable`: with nothing in it that would make it another request. */
export const CASES: readonly { file: string; one: Case }[] = corpus().flatMap(({ file, topic }) =>
  topic.cases
    .filter(({ request }) => request.message === undefined && request.more === undefined)
    .map((one) => ({ file, one: readable(one, signaturesOf) })),
)

/** What ethers cannot read may say anything by its bytes. */
// Of a fill of Seaport the sum of its parts is told, not the value.
const isRead = ({ to, data = '0x', calls = [] }: Case['request']): boolean =>
  to !== '$seaport' && data.length <= 10 && calls.every((call) => (call.data ?? '0x').length <= 10)

const SOURCES = CASES.flatMap(({ one }) => {
  const learned = learn(one)
  const groups = groupsOf(learned, one)
  const isAsked = one.expect.refused === undefined && groups.length > 0 && isRead(one.request)
  return isAsked ? [{ one, change: (random: Random) => exactly(learned, groups, one, random) }] : []
})

/** Another one where a value does not go into its type. */
function held<T extends { one: Case }>(make: () => T): T {
  for (;;) {
    try {
      const made = make()
      return { ...made, one: asBytes(made.one) }
    } catch {
      // Too large a number.
    }
  }
}

const asked = ({ one, lines }: Exact): Asked => ({
  one,
  isHeld: true,
  faultsOf: (said: Said) => differences(linesOf(said), lines),
})

export const alone: Kind = (random) => asked(held(() => random.pick(SOURCES).change(random)))

/** Of which several can be in one request: nothing of the facts of one is known to another. */
const isPlain = ({ request, facts }: Case): boolean =>
  facts === undefined &&
  request.from === undefined &&
  (request.chainId ?? 1) === 1 &&
  request.call !== undefined &&
  request.to !== null

const callOf = ({ request }: Case): Call => ({
  to: request.to ?? null,
  data: dataOf(request),
  ...(request.value === undefined ? {} : { value: request.value }),
})

const inBatch = (cases: readonly Case[]): Case => ({
  name: cases.map(({ name }) => name).join(' + '),
  source: '',
  request: { calls: cases.map(callOf) },
  expect: {},
})

const OUTER = ['Run several calls by the contract']
const ASKED =
  'Asked of $multicall3. Only the name of the function is known: what it does is up to the code of the contract.'

const inOneCall = (cases: readonly Case[]): Case => ({
  name: cases.map(({ name }) => name).join(' in it, '),
  source: '',
  request: {
    to: '$multicall3',
    call: 'aggregate3((address,bool,bytes)[])',
    args: [cases.map(({ request }): Argument => [String(request.to), false, dataOf(request)])],
  },
  expect: {},
})

/** Those that say the same of themselves wherever they stand. */
const alike = (within: (cases: readonly Case[]) => Case, around: readonly string[]) =>
  SOURCES.filter(({ one }) => {
    if (!isPlain(one)) return false
    const [sentences = []] = linesOf(say(within([one, one])))
    const [due = []] = sectionsOf(one)
    return JSON.stringify(sentences) === JSON.stringify([...around, ...due, ...due])
  })
let together: typeof SOURCES | undefined
let inside: typeof SOURCES | undefined

function several(sources: typeof SOURCES, random: Random): Exact[] {
  return Array.from({ length: 1 + random.below(4) }, () => held(() => random.pick(sources).change(random)))
}

export const batch: Kind = (random) => {
  together ??= alike(inBatch, [])
  const made = several(together, random)
  const one = inBatch(made.map((each) => each.one))
  const lines = [0, 1, 2].map((section) => made.flatMap((each) => each.lines[section] ?? []))
  return asked({ one: asBytes(one), lines })
}

export const nested: Kind = (random) => {
  inside ??= alike(inOneCall, [...OUTER, ASKED])
  const made = several(inside, random)
  const one = inOneCall(made.map((each) => each.one))
  const sentences = [...OUTER, ASKED, ...made.flatMap((each) => each.lines[0] ?? [])]
  return asked({ one: asBytes(one), lines: [sentences, [], []] })
}

/** How many of the corpus are held in each way. */
export const reach = () => {
  together ??= alike(inBatch, [])
  inside ??= alike(inOneCall, [...OUTER, ASKED])
  return { alone: SOURCES.length, batch: together.length, nested: inside.length }
}
