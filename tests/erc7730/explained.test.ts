/**
 * The registry's tests of version 2 as an approval tells them, when the person allows the registry: its labels and
 * values, or, for what this wallet has words of its own for, those.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExplainContext } from '../../src/ethereum/explain/context.ts'
import { explainTransaction } from '../../src/ethereum/explain/explain.ts'
import { createLibrary, withOutside } from '../../src/ethereum/explain/library.ts'
import { readOutside } from '../../src/ethereum/explain/outside.ts'
import { explainTypedData } from '../../src/ethereum/explain/typed-data.ts'
import { parseTypedData } from '../../src/ethereum/typed-data.ts'
import type { Detail, Part } from '../../src/messaging/protocol.ts'
import type { Address } from '../../src/shared/hex.ts'
import {
  type Case,
  type Expected,
  factsOf,
  files,
  folded,
  lacksDomain,
  type Provider,
  read,
  root,
  sentBy,
  there,
} from './registry.ts'

const SOMEBODY: Address = '0x0000000000000000000000000000000000000000'
const descriptors = files
  .filter((path) => !/\/tests(?:v2)?\//.test(path))
  .map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }))
const library = withOutside(createLibrary('{}', ''), readOutside(descriptors, { kind: 'registry' }))

function contextOf(provider: Provider, chainId: number): ExplainContext {
  const facts = factsOf(provider)
  const token = (address: Address) => {
    const known = facts.token(chainId, address)
    return known === null
      ? null
      : { ...known, address, name: known.name ?? known.symbol, origin: 'listed' as const }
  }
  return {
    symbol: facts.coin(chainId) ?? '',
    token,
    tokenOn: (_, address) => token(address),
    name: (address) => facts.name(address, []),
    isContract: true,
    library,
    network: (id) => ({ name: facts.network(BigInt(id)) ?? '', symbol: facts.coin(id) ?? '' }),
  }
}

type Told = { summary: readonly (readonly Part[])[]; rows: readonly Detail[] }
function toldOf(one: Case, provider: Provider): Told | null {
  const from = one.from ?? SOMEBODY
  if (one.rawTx !== undefined) {
    const tx = { ...sentBy(one.rawTx, []), from }
    const { summary, details } = explainTransaction(tx, contextOf(provider, tx.chainId))
    return { summary, rows: details }
  }
  const { chainId } = (one.data as { domain: { chainId: number } }).domain
  return explainTypedData(parseTypedData(one.data, chainId), from, chainId, contextOf(provider, chainId))
}

const text = (part: Part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address)
const textsOf = ({ summary, rows }: Told): string =>
  folded(
    [
      ...summary.map((parts) => parts.map(text).join('')),
      ...rows.flatMap(({ label, value }) => [label, value]),
    ].join('\n'),
  )
/** In the place of the bytes of a call in a call stands what it does; whole words are no call. */
const isCall = (value: string): boolean =>
  /^0x[\da-f]{8}[\da-f]{64}/i.test(value) && (value.length - 2) % 64 !== 0
const wantedOf = ({ intent, fields }: Expected): string[] => [
  intent,
  ...fields.flatMap(({ label, value }) => {
    if (typeof value !== 'string') return [label, ...wantedOf(value)]
    return isCall(value) ? [label] : [label, value]
  }),
]

const cases = files
  .filter((path) => path.includes('/testsv2/'))
  .flatMap((path) => {
    const { tests, dataProvider = {} } = read(path) as { dataProvider?: Provider; tests: Case[] }
    return tests
      .filter((one) => !lacksDomain(one))
      .map((one) => ({ name: `${relative(root, path)} ${one.description}`, one, provider: dataProvider }))
  })

describe.skipIf(!there)('the public registry, as an approval tells it', () => {
  it('behavior: most of its tests are told by it', () => {
    const byRegistry = cases.filter(({ one, provider }) => isByRegistry(toldOf(one, provider)))
    expect(byRegistry.length).toBeGreaterThan(0.8 * cases.length)
  })
  it.each(cases)('behavior: $name', ({ one, provider }) => {
    const told = toldOf(one, provider)
    expect(told).not.toBeNull()
    if (told === null || !isByRegistry(told)) return
    const texts = textsOf(told)
    expect(wantedOf(one.expected).filter((wanted) => !texts.includes(folded(wanted)))).toEqual([])
  })
})

const isByRegistry = (told: Told | null): boolean =>
  told?.summary.some((parts) =>
    parts.map(text).join('').includes('The words are from the public registry'),
  ) ?? false
