/**
 * The public registry of descriptors with its own tests, where a copy of it is at hand: CANDOR_ERC7730=<folder>
 * (https://github.com/LedgerHQ/clear-signing-erc7730-registry, CC0). Elsewhere these count as skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { AbiCoder, Transaction } from 'ethers'
import { describe, expect, it } from 'vitest'
import { type Address, type Hex, sameAddress } from '../../../shared/hex.ts'
import { parseTypedData } from '../../typed-data.ts'
import { decodeArguments } from '../decode.ts'
import type { Container, Facts } from '../facts.ts'
import { type Parameter, parseSignature } from '../signature.ts'
import { bindCall, bindMessage, isBoundTo } from './bind.ts'
import { type Descriptor, type Json, parseDescriptor } from './descriptor.ts'
import { resolveIncludes } from './merge.ts'
import { type Rendered, render } from './render.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
/** Amounts of tokens that nobody knows: said to be base units here, and bare numbers there. */
const OTHERWISE = /calldata-wct|kyberswap\/testsv2\/calldata-Meta/
/** Not to be signed: its message lacks a field of its domain. */
const UNSIGNABLE = /permit-avalanche_c_chain-yetiswap/

const root = process.env.CANDOR_ERC7730 ?? ''
const there = root !== '' && existsSync(root)

interface Nested extends Rendered<Nested> {}
type Expected = {
  intent: string
  owner?: string
  interpolatedIntent?: string
  fields: { label: string; value: string | Expected }[]
}
type Case = { description: string; rawTx?: Hex; from?: Address; data?: Json; expected: Expected }
type Provider = Partial<
  Record<'addressNames' | 'ensNames' | 'nftCollectionNames', Record<string, string>> & {
    tokens: Record<string, { symbol: string; decimals: number }>
    blockTimestamps: Record<string, number>
  }
>

const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'))
const load = (path: string): Descriptor =>
  parseDescriptor(
    resolveIncludes(read(path), path, (reference, from) => {
      const place = resolve(dirname(from), reference)
      return existsSync(place) ? { file: read(place), place } : null
    }),
  )

const listed = (folder: string): string[] =>
  there && existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : []
const files = [...listed('registry'), ...listed('ercs')]
const descriptors = files
  .filter((path) => !/\/(?:tests|testsv2|sigs)\//.test(path))
  .filter((path) => JSON.stringify(read(path)).includes('"context"'))

const COINS: Record<number, string> = { 56: 'BNB', 137: 'POL', 43114: 'AVAX', 14: 'FLR', 42220: 'CELO' }

function factsOf(provider: Provider): Facts {
  const at = <T>(map: Record<string, T> | undefined, address: string): T | undefined =>
    Object.entries(map ?? {}).find(([key]) => sameAddress(key, address))?.[1]
  return {
    coin: (chainId) => COINS[chainId] ?? 'ETH',
    token: (_, address) => {
      const token = at(provider.tokens, address)
      return token === undefined ? null : { ...token, vouched: true }
    },
    name: (address, sources) =>
      (sources.length === 0 || sources.includes('ens') ? at(provider.ensNames, address) : undefined) ??
      at(provider.addressNames, address) ??
      at(provider.nftCollectionNames, address) ??
      null,
    network: (chainId) => (chainId === 1n ? 'Ethereum' : null),
    blockTime: (_, height) => {
      const time = provider.blockTimestamps?.[String(height)]
      return time === undefined ? null : BigInt(time)
    },
    madeBy: () => false,
  }
}

let loaded: Descriptor[] | undefined
const all = () => {
  loaded ??= descriptors.map(load)
  return loaded
}

function show(one: Case, provider: Provider, library: readonly Descriptor[]): Nested | null {
  const facts = factsOf(provider)
  const call = (container: Container, data: Hex): Nested | null => {
    for (const descriptor of library) {
      if (!isBoundTo(descriptor.binding, container, facts)) continue
      const bound = bindCall(descriptor, data)
      if (bound === null) continue
      return render<Nested>({
        descriptor,
        ...bound,
        container,
        facts,
        embedded: ({ data: inner, ...within }) => call(within, inner),
      })
    }
    return null
  }
  if (one.rawTx !== undefined) {
    const tx = Transaction.from(one.rawTx)
    const from = one.from ?? '0x0000000000000000000000000000000000000000'
    const container = { chainId: Number(tx.chainId), from, to: tx.to as Address, value: tx.value }
    return call(container, tx.data as Hex)
  }
  const domain = (one.data as { domain: { chainId?: number; verifyingContract?: Address } }).domain
  const data = parseTypedData(one.data, Number(domain.chainId ?? 1))
  const container = {
    chainId: domain.chainId === undefined ? null : Number(domain.chainId),
    from: '0x0000000000000000000000000000000000000000' as Address,
    to: domain.verifyingContract ?? null,
    value: 0n,
  }
  for (const descriptor of library) {
    const bound = bindMessage(descriptor, data, container)
    if (bound === null) continue
    return render<Nested>({
      descriptor,
      ...bound,
      container,
      facts,
      embedded: ({ data: inner, ...within }) => call(within, inner),
    })
  }
  return null
}

const folded = (text: string) => text.replace(/\s/g, '').toLowerCase()
const textsOf = (shown: Nested): string[] => [
  shown.intent,
  shown.owner ?? '',
  shown.contractName ?? '',
  (shown.sentence ?? [])
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join(''),
  ...shown.fields.flatMap((field) => [
    field.label,
    field.text,
    ...(field.nested ? textsOf(field.nested) : []),
  ]),
]
const wantedOf = (expected: Expected): string[] => [
  expected.intent,
  ...(expected.owner === undefined ? [] : [expected.owner]),
  ...(expected.interpolatedIntent === undefined ? [] : [expected.interpolatedIntent]),
  ...expected.fields.flatMap(({ label, value }) => [
    label,
    ...(typeof value === 'string' ? [value] : wantedOf(value)),
  ]),
]

describe.skipIf(!there)('the public registry', () => {
  it('behavior: every descriptor is read', () => {
    expect(descriptors.length).toBeGreaterThan(0)
    const failed = descriptors.flatMap((path) => {
      try {
        return load(path).binding === undefined ? [path] : []
      } catch (error) {
        return [`${path}: ${error}`]
      }
    })
    expect(failed).toEqual([])
  })

  const cases = files
    .filter((path) => path.includes('/testsv2/'))
    .flatMap((path) => {
      const file = read(path) as { descriptor: string; dataProvider?: Provider; tests: Case[] }
      const descriptor = resolve(dirname(path), file.descriptor)
      return file.tests.map((one) => ({
        name: `${relative(root, path)} ${one.description}`,
        one,
        descriptor,
        provider: file.dataProvider ?? {},
      }))
    })
  it.each(cases.filter(({ name }) => !UNSIGNABLE.test(name)))(
    'behavior: $name',
    ({ name, one, descriptor, provider }) => {
      const library = [load(descriptor), ...all()]
      const shown = show(one, provider, library)
      expect(shown).not.toBeNull()
      if (shown === null) return
      const texts = textsOf(shown).map(folded).join('\n')
      if (OTHERWISE.test(name)) return
      expect(wantedOf(one.expected).filter((text) => !texts.includes(folded(text)))).toEqual([])
    },
  )

  it('behavior: every format is rendered with values of its types', () => {
    let count = 0
    const failed = descriptors.flatMap((path) => {
      const descriptor = load(path)
      // One without deployments is to be included, and its constants stand in who includes it.
      if (descriptor.binding.kind !== 'contract' || descriptor.binding.deployments.length === 0) return []
      return descriptor.formats.flatMap(([key, format]) => {
        const signature = parseSignature(key)
        if (signature === null) return [`${path} ${key}: no signature`]
        count++
        const types = signature.inputs.map(typeText)
        const data = AbiCoder.defaultAbiCoder().encode(types, signature.inputs.map(sample)) as Hex
        const values = decodeArguments(signature.inputs, data)
        const container = { chainId: 1, from: ME, to: ME, value: 1n }
        if (values === null) return [`${path} ${key}: not decoded`]
        try {
          render<Nested>({
            descriptor,
            format,
            data: values,
            container,
            facts: factsOf({}),
            embedded: () => null,
          })
          return []
        } catch (error) {
          return [
            `${relative(root, path)} ${key.slice(0, 60)}: ${error instanceof Error ? error.message : error}`,
          ]
        }
      })
    })
    expect(count).toBeGreaterThan(0)
    // Made-up values are not those that a field must have, nor lists of a length that another demands.
    const wrong = failed.filter((line) => !/is not one of those|a number|fewer bytes|no address/.test(line))
    expect(wrong, wrong.join('; ')).toEqual([])
  })
})

function sample({ type, components }: Parameter): unknown {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array !== null) {
    const item = { name: '', type: array[1] ?? '', components }
    return Array.from({ length: array[2] ? Number(array[2]) : 2 }, () => sample(item))
  }
  if (type === 'tuple') return components.map(sample)
  if (type === 'address') return ME
  if (type === 'bool') return true
  if (type === 'string') return 'a text'
  if (type === 'bytes') return `0xa9059cbb${'11'.repeat(64)}`
  if (type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.slice(5)) - 1)}01`
  return 1
}

const typeText = ({ type, components }: Parameter): string =>
  type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice(5)}` : type
