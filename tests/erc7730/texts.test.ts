/**
 * The registry's tests of version 1: texts as one device drew them. What is its own frame (the fee, the network, the
 * heading over the contract) is not a text of a descriptor; how it writes dates and cuts long bytes is put our way.
 */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Descriptor } from '../../src/ethereum/explain/erc7730/descriptor.ts'
import { TOKENS } from '../../src/ethereum/tokens-data.ts'
import {
  all,
  type Case,
  files,
  folded,
  lacksDomain,
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

/** Texts that went out of date, or are the device's: each with what stands for it, and why. Null: nothing does. */
type Otherwise = readonly [
  file: RegExp,
  text: RegExp,
  instead: string | ((text: string) => string) | null,
  why: string,
]
const ANY = /./
const OTHERWISE: readonly Otherwise[] = [
  [ANY, /^[\w-]+\.et ?h$/, null, 'the device asked for the name of the address, which the test does not say'],
  [ANY, /^review$/, null, 'a button of the device'],
  [ANY, /^-\d+-\d{2}-\d{2} .*$/, '(beyond any date)', 'a number past any date, drawn as one before Christ'],
  [/calldata-Vault-(?:RLUSD|USDT)-Euler-Yield\./, / keey(?=\w+$)/, ' kEuler', 'the vault renamed its token'],
  [/eip712-permit-arbitrum-usdt\./, /^250 USDT$/, '250 USD₮0', 'the token has another symbol now'],
  [
    /calldata-WithdrawalQueueERC721\./,
    /^Amount to withdraw$/,
    'Amount',
    'the descriptor has another label now',
  ],
  [/calldata-stETH\./, /^Amount to stake$/, 'Amount', 'the descriptor has another label now'],
  [
    /calldata-MetaAggregationRouterV2\./,
    /^2998\.482878911860715861 WFRAX$/,
    '2998482878911860715861 ???',
    'a token that no list of ours has',
  ],
  [/calldata-GMTokenManager\./, /^2026-05-13T0.*Z$/, thirtyThousandLater, 'by a clock that was not right'],
]

/** The test's times are all 30 000 seconds before those of its transactions. */
function thirtyThousandLater(text: string): string {
  return new Date(Date.parse(text) + 30_000_000).toISOString().replace('T', ' ').replace('.000', '')
}

/** The texts of a descriptor among those that the device drew. */
function textsWanted(name: string, { expectedTexts }: Drawn): string[] {
  return expectedTexts.flatMap((text, i) => {
    const isFrame = text === 'Interaction with' || text === 'Max fees' || expectedTexts[i - 1] === 'Max fees'
    const [, told, instead] = OTHERWISE.find(([file, told]) => file.test(name) && told.test(text)) ?? []
    if (isFrame || instead === null) return []
    const put = told === undefined || instead === undefined ? text : replaced(text, told, instead)
    return [dated(put.replace(/\s*Network [A-Z][\w\s-]+$/, '').replace(/\.\.\. ?More$/, ''))]
  })
}

const replaced = (text: string, told: RegExp, instead: string | ((text: string) => string)): string =>
  typeof instead === 'string' ? text.replace(told, instead) : text.replace(told, instead)

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
    const idle = OTHERWISE.filter(
      ([file, told]) =>
        file !== ANY &&
        cases.some(({ name }) => file.test(name)) &&
        !texts.some(({ name, text }) => file.test(name) && told.test(text)),
    )
    expect(idle.map(([file]) => String(file))).toEqual([])
  })

  it.each(cases)('behavior: $name', ({ name, one, descriptor }) => {
    // Its own descriptor first, where it is named as the tests are.
    const library = [...(existsSync(descriptor) ? [load(descriptor)] : []), ...all()]
    if (lacksDomain(one)) {
      expect(() => show(one, { tokens }, library)).toThrow()
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
