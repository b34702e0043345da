/**
 * The registry's tests of version 1: texts as one device drew them. What is its own frame (the fee, the network, the
 * heading over the contract) is not a text of a descriptor; how it writes dates and cuts long bytes is put our way.
 */
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Descriptor } from '../../src/ethereum/explain/erc7730/descriptor.ts'
import { TOKENS } from '../../src/ethereum/tokens-data.ts'
import {
  all,
  type Case,
  files,
  folded,
  load,
  type Nested,
  type Provider,
  read,
  root,
  show,
  there,
} from './registry.ts'

type Drawn = Case & { expectedTexts: string[] }
const versionOne = files.filter((path) => path.includes('/tests/'))

/** The tests name no tokens: those of our list, and of the registry's tests of version 2. */
function tokensKnown(): NonNullable<Provider['tokens']> {
  const ours = Object.values(TOKENS)
    .flat()
    .map(([address, symbol, name, decimals]) => [address.toLowerCase(), { symbol, name, decimals }] as const)
  const theirs = files
    .filter((path) => path.includes('/testsv2/'))
    .flatMap((path) => Object.entries((read(path) as { dataProvider?: Provider }).dataProvider?.tokens ?? {}))
  return Object.fromEntries([
    ...theirs.map(([address, token]) => [address.toLowerCase(), token] as const),
    ...ours,
  ])
}

/** "2027-01-01 12:00:00 AM UTC" as "2027-01-01 00:00:00Z". */
const dated = (text: string): string =>
  text.replace(/(\d{2}):(\d{2}:\d{2}) ?([AP])M UTC/g, (_, hour, rest, half) => {
    const of24 = (Number(hour) % 12) + (half === 'P' ? 12 : 0)
    return `${String(of24).padStart(2, '0')}:${rest}Z`
  })

/** Texts that do not follow from the descriptor and the request, each with why. Nothing else is left out. */
const ELSEWHERE: readonly (readonly [file: RegExp, text: RegExp, why: string])[] = [
  [/./, /^[\w-]+\.et ?h$/, 'the device asked for the name of the address, which the test does not say'],
  [/./, /^-\d+-\d{2}-\d{2} /, 'a number past any date, drawn as one before Christ'],
  [/./, /^review$/, 'a button of the device'],
  [/Vault-(?:RLUSD|USDT)-Euler-Yield/, / kee\w+$/, 'the vault renamed its token'],
  [/permit-arbitrum-usdt/, /^250 USDT$/, 'the token is USD₮0 now'],
  [/WithdrawalQueueERC721/, /^Amount to withdraw$/, 'the descriptor says "Amount" by now'],
  [/stETH/, /^Amount to stake$/, 'the descriptor says "Amount" by now'],
  [/GMTokenManager/, /^2026-05-13T0/, 'the time of another time zone, called UTC'],
]

/** Requests that cannot be shown by the descriptor that they stand beside. */
const UNSHOWN: readonly (readonly [name: RegExp, why: string])[] = [
  [/kyberswap.*swap USDC to WFRAX/, 'the transaction is cut off in its middle'],
]

/** The texts of a descriptor among those that the device drew. */
function textsWanted(name: string, { expectedTexts }: Drawn): string[] {
  return expectedTexts.flatMap((text, i) => {
    const isFrame = text === 'Interaction with' || text === 'Max fees' || expectedTexts[i - 1] === 'Max fees'
    if (isFrame || ELSEWHERE.some(([file, told]) => file.test(name) && told.test(text))) return []
    return [dated(text.replace(/\s*Network [A-Z][\w\s-]+$/, '').replace(/\.\.\. ?More$/, ''))]
  })
}

/** A token that the device did not know stands as this behind the number of its base units. */
const UNKNOWN = '???'
/** Letters of a label that the device has room for. */
const LABEL = 25

/** Of an address the device may know a name that the test does not say. Behind its label only: alone it could be anything. */
const ANY_NAME = '*'
const LONGEST = 30

/**
 * What is shown, in its order, and for each the ways in which the device may have it: of an address the name or the
 * digits, of an amount the base units, a label that is cut off, over a call in a call a heading of its own.
 */
function drawn(shown: Nested, bare: Nested): string[][] {
  const { intent, owner, contractName } = shown
  const rows = shown.fields.flatMap(({ label, text, nested, format }, i): string[][] => {
    const labels = [label, label.slice(0, LABEL)]
    const other = bare.fields[i]
    const names = format === 'addressName' ? [ANY_NAME] : []
    if (nested === undefined) return [labels, [text, ...ways(text), ...ways(other?.text ?? ''), ...names]]
    const inner = drawn(nested, other?.nested ?? nested)
    return [[...labels, ''], ...inner.map((each) => [...each, `Transaction type ${nested.intent}`])]
  })
  const names = [owner, contractName].flatMap((name) => name ?? [])
  return [[intent], [...names, ''], ...rows]
}

function ways(text: string): string[] {
  const [, named = '', address = ''] = /^(.*) \((0x[\da-fA-F]{40})\)$/s.exec(text) ?? []
  const [, message, digits = ''] = /^(?:(\w[\w ]*): )?(\d+) base units of /.exec(text) ?? []
  const unknown = digits === '' ? [] : [`${message ?? digits} ${UNKNOWN}`]
  return [...(address === '' ? [] : [named, ...named.split(', '), address]), ...unknown]
}

/** Whether one text of the device runs over what is shown, from anywhere in it, with nothing left out. */
function isDrawn(wanted: string, all: readonly string[][]): boolean {
  const isName = (rest: string, at: number): boolean =>
    !/^0x|^\d/.test(rest) &&
    Array.from(rest.slice(0, LONGEST)).some(
      (_, i) => i + 1 === rest.length || goesOn(rest.slice(i + 1), at + 1),
    )
  const goesOn = (rest: string, at: number): boolean =>
    (all[at] ?? []).some((one) =>
      one === ANY_NAME
        ? isName(rest, at)
        : one.startsWith(rest) || (rest.startsWith(one) && goesOn(rest.slice(one.length), at + 1)),
    )
  return all.some((places, at) =>
    places.some((one) => {
      if (one === ANY_NAME) return false
      const starts = Array.from({ length: one.length }, (_, i) => one.slice(i))
      return (
        one.includes(wanted) ||
        starts.some((end) => wanted.startsWith(end) && goesOn(wanted.slice(end.length), at + 1))
      )
    }),
  )
}

const tokens = there ? tokensKnown() : {}
const cases = versionOne.flatMap((path) =>
  (read(path) as { tests: Drawn[] }).tests.map((one) => ({
    name: `${relative(root, path)} ${one.description}`,
    one,
    descriptor: path.replace('/tests/', '/').replace('.tests.json', '.json'),
  })),
)

describe.skipIf(!there)('the public registry, as a device drew it', () => {
  it('behavior: its tests are found, and every exception is of one of them', () => {
    expect(cases.length).toBeGreaterThan(0)
    const texts = cases.flatMap(({ name, one }) => one.expectedTexts.map((text) => ({ name, text })))
    // Of a part of the registry's tests, those whose file is not among them are not idle.
    const idle = ELSEWHERE.filter(
      ([file, told]) =>
        file.source !== '.' &&
        cases.some(({ name }) => file.test(name)) &&
        !texts.some(({ name, text }) => file.test(name) && told.test(text)),
    )
    expect(idle.map(([file]) => String(file))).toEqual([])
  })

  it.each(cases)('behavior: $name', ({ name, one, descriptor }) => {
    const library = [load(descriptor), ...all()]
    if (UNSHOWN.some(([those]) => those.test(name))) {
      expect(shownOrNull(one, library)).toBeNull()
      return
    }
    const shown = show(one, { tokens }, library)
    const bare = show(one, {}, library.map(withoutToken))
    expect(shown).not.toBeNull()
    expect(bare).not.toBeNull()
    if (shown === null || bare === null) return
    const places = drawn(shown, bare).map((ways) => ways.map(folded))
    const misses = textsWanted(name, one).filter((text) => !isDrawn(folded(text), places))
    expect(misses).toEqual([])
  })
})

const withoutToken = (descriptor: Descriptor): Descriptor => ({ ...descriptor, token: null })

function shownOrNull(one: Drawn, library: readonly Descriptor[]): Nested | null {
  try {
    return show(one, { tokens }, library)
  } catch {
    return null
  }
}
