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
  textsOf,
  there,
} from './registry.ts'

type Drawn = Case & { expectedTexts: string[] }
const versionOne = files.filter((path) => path.includes('/tests/'))

/** The tests name no tokens: those of our list, and of the registry's tests of version 2. */
function tokensKnown(): NonNullable<Provider['tokens']> {
  const ours = Object.values(TOKENS)
    .flat()
    .map(([address, symbol, , decimals]) => [address.toLowerCase(), { symbol, decimals }] as const)
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
  [/morpho.*MorphoBlue/, /^Morpho DAO Loan Token /, "names of tokens by the device's own list"],
  [/kiln/, / kee\w+$/, 'the vault renamed its token'],
  [/permit-arbitrum-usdt/, /^250 USDT$/, 'the token is USD₮0 now'],
  [/permit-polygon-aave-weth/, /^-2360266/, 'a number past any date, drawn as one before Christ'],
  [
    /safe.*Create Safe/,
    /^Safe\{Wallet\} Transaction type /,
    "the device's own heading over a call in a call",
  ],
  [/UniswapX-DutchOrder/, /^2500 USDC Minimum amounts to receiv 1/, 'a label with its last letter missing'],
  [/V2DutchOrder/, /^2500 USDC Min amount to receive 95/, 'of two tokens the device knew one'],
  [/lens-lenshub/, /^review$/, 'a button of the device'],
  [/lido/, /^Amount to (?:withdraw|stake)$/, 'the descriptor says "Amount" by now'],
  [/ondo-finance/, /^2026-05-13T0/, 'the time of another time zone, called UTC'],
]

/** Requests that cannot be shown by the descriptor that they stand beside. */
const UNSHOWN: readonly (readonly [name: RegExp, why: string])[] = [
  [/kyberswap.*swap USDC to WFRAX/, 'the transaction is cut off in its middle'],
  [/lens-token-handle-registry.* unlink_with_sig$/, 'the message is of another domain than the descriptor'],
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

function textOf(shown: Nested): string {
  const fields = shown.fields.flatMap(({ label, text, nested }) => [
    label,
    text,
    ...(nested ? [textOf(nested)] : []),
  ])
  return folded([...textsOf(shown), shown.owner ?? '', ...fields].join(''))
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
    const drawn = cases.flatMap(({ name, one }) => one.expectedTexts.map((text) => ({ name, text })))
    // Of a part of the registry's tests, those whose file is not among them are not idle.
    const idle = ELSEWHERE.filter(
      ([file, told]) =>
        cases.some(({ name }) => file.test(name)) &&
        !drawn.some(({ name, text }) => file.test(name) && told.test(text)),
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
    const [known, unknown] = [textOf(shown), textOf(bare)]
    const misses = textsWanted(name, one).filter((text) =>
      text.includes(UNKNOWN)
        ? !text
            .split(UNKNOWN)
            .every((piece) => known.includes(folded(piece)) || unknown.includes(folded(piece)))
        : !known.includes(folded(text)),
    )
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
