/**
 * Requests of the corpus with other amounts, tokens, people and dates, and the very lines that have to be said of
 * them: the corpus' own, with the new values where the old ones stood.
 */
import { type Case, NAMES } from '../corpus.ts'
import { NOW } from '../say.ts'
import { plainText } from './amounts.ts'
import { inPlaceOf, type Leaf, type Place, withLeaves } from './leaves.ts'
import { filled, type Lines, type Piece } from './lines.ts'
import type { Random } from './random.ts'

/** `lines`: sentences, changes and rights. */
export type Exact = { one: Case; lines: string[][] }

const PEOPLE = ['friend', 'shop', 'dapp', 'executor', 'oldDrainer']
/** Listed tokens that no contract treats as its own. */
const TOKENS = ['USDC', 'USDT', 'DAI', 'WBTC', 'UNI', 'AAVE', 'LINK']
const addressesOf = (names: readonly string[]) =>
  names.map((name) => NAMES[name]?.address.toLowerCase() ?? '')
const people = new Set(addressesOf([...PEOPLE, 'thief', 'drainer', 'friendTwin']))
const tokens = new Set(addressesOf(TOKENS))
/** Of these any token may be asked; any other function is of its contract. */
const PLAIN = /^(?:transfer|transferFrom|approve|increaseAllowance|decreaseAllowance)\(/
/** From here on an allowance is without limit somewhere. */
const LIMIT = 2n ** 90n

const keyOf = (place: Place): string => place.join('\n')

/** Leaves that have to keep one value, and what kind of value that is. */
type Group = { kind: 'amount' | 'number' | 'date' | 'token' | 'person'; leaves: Leaf[] }

export function groupsOf({ sections }: Lines, { request }: Case): Group[] {
  const pieces = sections.flat()
  const groups: Group[] = []
  const add = (kind: Group['kind'], leaves: readonly Leaf[]): void => {
    const places = new Set(leaves.map(({ place }) => keyOf(place)))
    const touched = groups.filter((group) => group.leaves.some(({ place }) => places.has(keyOf(place))))
    const all = [...touched.flatMap((group) => group.leaves), ...leaves]
    const unique = all.filter(
      (one, i) => all.findIndex(({ place }) => keyOf(place) === keyOf(one.place)) === i,
    )
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push({ kind, leaves: unique })
  }
  for (const piece of pieces.flat()) addPiece(piece, add)
  const isPlain = PLAIN.test(request.call ?? '')
  const fixed = new Set(
    pieces.flatMap((line) => [...rangesIn(line), ...calledIn(line)]).map(({ place }) => keyOf(place)),
  )
  return groups.filter(
    (group) =>
      group.leaves.every((leaf) => mayChange(group, leaf, isPlain)) &&
      !group.leaves.some(({ place }) => fixed.has(keyOf(place))),
  )
}

/** "100 to 10 ETH": which of the two is the lower decides what else is said, and the first is in units of the token. */
const rangesIn = (line: readonly Piece[]): Leaf[] =>
  line.flatMap((piece, i) => {
    const before = line.slice(0, i).map((one) => (one.kind === 'words' ? one.text : ''))
    if (piece.kind !== 'amount' || !/\d to $/.test(before.join(''))) return []
    return [...piece.of, ...piece.token.of]
  })

/** "Asked of UNI ($UNI).": the name goes with the address. */
function calledIn([first, second]: readonly Piece[]): Leaf[] {
  const isNamed = first?.kind === 'words' && /^Asked of .+ \($/.test(first.text)
  return isNamed && second?.kind === 'address' ? second.of : []
}

function addPiece(piece: Piece, add: (kind: Group['kind'], leaves: readonly Leaf[]) => void): void {
  if (piece.kind === 'words') return
  if (piece.kind === 'amount') {
    if (piece.sum) for (const leaf of piece.of) add('amount', [leaf])
    else add('amount', piece.of)
    addPiece(piece.token, add)
  } else if (piece.kind === 'address')
    add(tokens.has(String(piece.of[0]?.value)) ? 'token' : 'person', piece.of)
  else if (piece.of.length > 0) add(piece.kind, piece.of)
}

function mayChange({ kind, leaves }: Group, { place, value }: Leaf, isPlain: boolean): boolean {
  const isCalled = place.at(-1) === 'to' && (place.length === 1 || place[0] === 'calls')
  if (kind === 'token')
    return tokens.has(String(value)) && (!isCalled || isPlain) && !place.includes('domain')
  if (kind === 'person') return people.has(String(value)) && !isCalled
  if (kind === 'date') return BigInt(value) > BigInt(NOW / 1000)
  // A few base units are as well the number of a kind.
  return BigInt(value) >= (leaves.length > 1 ? 1000n : 1n) && BigInt(value) < LIMIT
}

export function exactly(learned: Lines, groups: readonly Group[], one: Case, random: Random): Exact {
  const values = new Map<string, string | bigint>()
  const chosen = groups.filter(() => !random.once(4))
  // Two tokens that become one are told as one.
  const taken = new Set(learned.leaves.map(({ value }) => value))
  for (const { kind, leaves } of chosen) {
    const value = kind === 'token' ? anotherToken(taken, random) : another(kind, random)
    if (value === null) continue
    taken.add(value)
    for (const { place } of leaves) values.set(keyOf(place), value)
  }
  const changes = learned.leaves.flatMap((leaf) => {
    const value = values.get(keyOf(leaf.place))
    return value === undefined ? [] : [{ place: leaf.place, written: inPlaceOf(leaf, value) }]
  })
  const valueAt = (leaf: Leaf) => values.get(keyOf(leaf.place)) ?? leaf.value
  return {
    one: { ...one, request: withLeaves(one.request, changes) },
    lines: learned.sections.map((lines) =>
      lines.map((line) => plainText(filled(line, valueAt, learned.tokens))),
    ),
  }
}

function anotherToken(taken: ReadonlySet<string | bigint>, random: Random): string | null {
  const free = [...tokens].filter((address) => !taken.has(address))
  return free.length === 0 ? null : random.pick(free)
}

function another(kind: Group['kind'], random: Random): string | bigint {
  if (kind === 'person') return random.once(2) ? random.pick(addressesOf(PEOPLE)) : random.bytes(20)
  if (kind === 'date') return BigInt(NOW / 1000 + 7200) + random.bits(30)
  // Beyond what a chain's number or a count can be.
  if (kind === 'number') return 2n ** 30n + random.bits(30)
  return random.bits(1 + random.below(88))
}
