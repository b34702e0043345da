/**
 * The public registry of ERC-7730 as it lies in a folder, and what is shown of a request by it.
 * https://github.com/LedgerHQ/clear-signing-erc7730-registry, CC0; CANDOR_ERC7730 says where a copy of it is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Transaction } from 'ethers'
import * as chains from 'viem/chains'
import { timeText } from '../../src/ethereum/explain/amounts.ts'
import { bindCall, bindMessage, bindRenamed, isBoundTo } from '../../src/ethereum/explain/erc7730/bind.ts'
import { type Descriptor, type Json, parseDescriptor } from '../../src/ethereum/explain/erc7730/descriptor.ts'
import { resolveIncludes } from '../../src/ethereum/explain/erc7730/merge.ts'
import { type Rendered, render } from '../../src/ethereum/explain/erc7730/render.ts'
import type { Container, Facts } from '../../src/ethereum/explain/facts.ts'
import { parseTypedData } from '../../src/ethereum/typed-data.ts'
import { type Address, type Hex, sameAddress } from '../../src/shared/hex.ts'

export const root = process.env.CANDOR_ERC7730 ?? ''
export const there = root !== '' && existsSync(root)

export interface Nested extends Rendered<Nested> {}
export type Expected = {
  intent: string
  owner?: string
  interpolatedIntent?: string
  fields: { label: string; value: string | Expected }[]
}
export type Case = { description: string; rawTx?: Hex; from?: Address; data?: Json; expected: Expected }
export type Provider = Partial<
  Record<'addressNames' | 'ensNames' | 'nftCollectionNames', Record<string, string>> & {
    tokens: Record<string, { symbol: string; decimals: number; name?: string }>
    blockTimestamps: Record<string, number>
  }
>

/** The registry writes "2027-01-01 00:00:00Z" (RFC 3339); this wallet in words. */
export const dated = (text: string): string =>
  text.replace(/(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})Z/g, (_, day, time) =>
    timeText(BigInt(Date.parse(`${day}T${time}Z`) / 1000)),
  )

export const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'))
export const load = (path: string): Descriptor =>
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
export const files = [...listed('registry'), ...listed('ercs')]
export const descriptors = files
  .filter((path) => !/\/(?:tests|testsv2|sigs)\//.test(path))
  .filter((path) => JSON.stringify(read(path)).includes('"context"'))

const NETWORKS = new Map<number, { name: string; nativeCurrency: { symbol: string } }>(
  Object.values(chains).map((chain) => [chain.id, chain]),
)

export function factsOf(provider: Provider): Facts {
  const at = <T>(map: Record<string, T> | undefined, address: string): T | undefined =>
    Object.entries(map ?? {}).find(([key]) => sameAddress(key, address))?.[1]
  return {
    coin: (chainId) => NETWORKS.get(chainId)?.nativeCurrency.symbol ?? 'ETH',
    token: (_, address) => {
      const token = at(provider.tokens, address)
      return token === undefined ? null : { ...token, vouched: true }
    },
    name: (address, sources) =>
      (sources.length === 0 || sources.includes('ens') ? at(provider.ensNames, address) : undefined) ??
      at(provider.addressNames, address) ??
      at(provider.nftCollectionNames, address) ??
      null,
    network: (chainId) => NETWORKS.get(Number(chainId))?.name ?? null,
    blockTime: (_, height) => {
      const time = provider.blockTimestamps?.[String(height)]
      return time === undefined ? null : BigInt(time)
    },
    answer: () => null,
    madeBy: () => false,
  }
}

let loaded: Descriptor[] | undefined
export const all = () => {
  loaded ??= descriptors.map(load)
  return loaded
}

/** A test may have the calldata in the place of its transaction: it is of a contract that the first descriptor is for. */
function sentBy(rawTx: Hex, library: readonly Descriptor[]) {
  try {
    const tx = Transaction.from(rawTx)
    return { chainId: Number(tx.chainId), to: tx.to as Address, value: tx.value, data: tx.data as Hex }
  } catch (error) {
    const [first] = library[0]?.binding.deployments ?? []
    if ((rawTx.length - 10) % 64 !== 0 || first === undefined) throw error
    return { chainId: first.chainId, to: first.address, value: 0n, data: rawTx }
  }
}

export function show(one: Case, provider: Provider, library: readonly Descriptor[]): Nested | null {
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
    const { data, ...container } = sentBy(one.rawTx, library)
    const from = one.from ?? '0x0000000000000000000000000000000000000000'
    return call({ ...container, from }, data)
  }
  const domain = (one.data as { domain: { chainId?: number; verifyingContract?: Address } }).domain
  const data = parseTypedData(one.data, Number(domain.chainId ?? 1))
  const container = {
    chainId: domain.chainId === undefined ? null : Number(domain.chainId),
    from: '0x0000000000000000000000000000000000000000' as Address,
    to: domain.verifyingContract ?? null,
    value: 0n,
  }
  // As the wallet has it: whoever the message fits by its domain too comes first.
  for (const bind of [bindMessage, bindRenamed])
    for (const descriptor of library) {
      const bound = bind(descriptor, data, container)
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

export const folded = (text: string) => text.replace(/\s/g, '').toLowerCase()
const sentenceOf = ({ sentence }: Nested): string =>
  (sentence ?? [])
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')
/** The registry's sentences have bare numbers of tokens that nobody knows; ours say that they are, and of what. */
const bareNumbers = (sentence: string): string =>
  sentence.replace(/(\d)(?: base units)? of (?:0x[\da-fA-F]{40}|a token that is not known)/g, '$1')
export const textsOf = (shown: Nested): string[] => [
  shown.intent,
  shown.owner ?? '',
  shown.contractName ?? '',
  sentenceOf(shown),
  bareNumbers(sentenceOf(shown)),
  ...shown.fields.flatMap((field) => [
    field.label,
    field.text,
    ...(field.nested ? textsOf(field.nested) : []),
  ]),
]
