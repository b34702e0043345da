/**
 * The public registry of ERC-7730 as it lies in a folder, and what is shown of a request by it.
 * https://github.com/LedgerHQ/clear-signing-erc7730-registry, CC0; CANDOR_ERC7730 says where a copy of it is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Transaction } from 'ethers'
import * as chains from 'viem/chains'
import { timeText } from '../../src/ethereum/explain/amounts.ts'
import {
  type Bound,
  bindCall,
  bindMessage,
  bindRenamed,
  isBoundTo,
} from '../../src/ethereum/explain/erc7730/bind.ts'
import {
  asList,
  asRecord,
  asText,
  type Descriptor,
  type Json,
  parseDescriptor,
} from '../../src/ethereum/explain/erc7730/descriptor.ts'
import { resolveIncludes } from '../../src/ethereum/explain/erc7730/merge.ts'
import { PathError } from '../../src/ethereum/explain/erc7730/path.ts'
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
const merged = (path: string): Json =>
  resolveIncludes(read(path), path, (reference, from) => {
    const place = resolve(dirname(from), reference)
    return existsSync(place) ? { file: read(place), place } : null
  })
export const load = (path: string): Descriptor => parseDescriptor(merged(path))

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
  // What others include is for nothing by itself.
  .filter((path) => asRecord(merged(path)).context !== undefined)

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
    // In the order of the descriptor's sources; a name of one's own is always one.
    name: (address, sources) => {
      const names = { local: at(provider.addressNames, address), ens: at(provider.ensNames, address) }
      const ordered = sources.length === 0 ? (['local', 'ens'] as const) : sources
      const named = ordered.map((source) =>
        source === 'local' || source === 'ens' ? names[source] : undefined,
      )
      return [...named, names.local, at(provider.nftCollectionNames, address)].find((name) => name) ?? null
    },
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

/**
 * A test may have the calldata in the place of its transaction, or a transaction of no chain: they are of a contract
 * that the first descriptor is for.
 */
export function sentBy(rawTx: Hex, library: readonly Descriptor[]) {
  const deployments = library[0]?.binding.deployments ?? []
  try {
    const tx = Transaction.from(rawTx)
    const to = tx.to as Address
    const home = deployments.find(({ address }) => sameAddress(address, to))?.chainId
    const chainId = tx.chainId === 0n && home !== undefined ? home : Number(tx.chainId)
    return { chainId, to, value: tx.value, data: tx.data as Hex }
  } catch (error) {
    const [first] = deployments
    if ((rawTx.length - 10) % 64 !== 0 || first === undefined) throw error
    return { chainId: first.chainId, to: first.address, value: 0n, data: rawTx }
  }
}

/** Not to be signed: a field of the domain's type is not in it. */
export function lacksDomain({ data }: Case): boolean {
  const { types, domain } = asRecord(data)
  const fields = asList(asRecord(types).EIP712Domain).map((field) => asText(asRecord(field).name))
  return fields.some((name) => name !== null && !Object.hasOwn(asRecord(domain), name))
}

/** As the wallet has it: of the descriptors that are bound, the first that fits the data. */
export function show(one: Case, provider: Provider, library: readonly Descriptor[]): Nested | null {
  const facts = factsOf(provider)
  const attempt = (descriptor: Descriptor, bound: Bound | null, container: Container): Nested | null => {
    if (bound === null) return null
    try {
      return render<Nested>({
        descriptor,
        ...bound,
        container,
        facts,
        embedded: ({ data: inner, ...within }) => call(within, inner),
      })
    } catch (error) {
      if (error instanceof PathError) return null
      throw error
    }
  }
  const first = (tell: (descriptor: Descriptor) => Nested | null): Nested | null => {
    for (const descriptor of library) {
      const told = tell(descriptor)
      if (told !== null) return told
    }
    return null
  }
  const call = (container: Container, data: Hex): Nested | null =>
    first((descriptor) =>
      isBoundTo(descriptor.binding, container, facts)
        ? attempt(descriptor, bindCall(descriptor, data), container)
        : null,
    )
  const from = one.from ?? '0x0000000000000000000000000000000000000000'
  if (one.rawTx !== undefined) {
    const { data, ...container } = sentBy(one.rawTx, library)
    return call({ ...container, from }, data)
  }
  const domain = (one.data as { domain: { chainId?: number; verifyingContract?: Address } }).domain
  const data = parseTypedData(one.data, Number(domain.chainId ?? 1))
  const chainId = domain.chainId === undefined ? null : Number(domain.chainId)
  const container = { chainId, from, to: domain.verifyingContract ?? null, value: 0n }
  const message = (bind: typeof bindMessage) =>
    first((descriptor) => attempt(descriptor, bind(descriptor, data, container), container))
  // Whoever the message fits by its domain too comes first.
  return message(bindMessage) ?? message(bindRenamed)
}

export const folded = (text: string) => text.replace(/\s/g, '').toLowerCase()
const sentenceOf = ({ sentence }: Nested): string =>
  (sentence ?? [])
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')
/** The registry's sentences have bare numbers of tokens that nobody knows, and names without addresses; ours say more. */
const bareNumbers = (sentence: string): string =>
  sentence.replace(/(?: base units)? of (?:0x[\da-fA-F]{40}|a token that is not known)/g, '')
/** The address of whoever signs, which rows call the sender. */
const withSender = (sentence: string, { fields }: Nested): string =>
  fields
    .filter(({ text }) => text === 'Sender')
    .flatMap(({ parts }) => parts)
    .reduce<string>(
      (all, part) =>
        typeof part !== 'string' && 'address' in part ? all.replaceAll(part.address, 'Sender') : all,
      sentence,
    )
const bareNames = (sentence: string): string => sentence.replace(/ \(0x[\da-fA-F]{40}\)/g, '')
export const textsOf = (shown: Nested): string[] => [
  shown.intent,
  shown.owner ?? '',
  shown.contractName ?? '',
  sentenceOf(shown),
  bareNames(sentenceOf(shown)),
  bareNames(withSender(bareNumbers(sentenceOf(shown)), shown)),
  ...shown.fields.flatMap((field) => [
    field.label,
    field.text,
    ...(field.nested ? textsOf(field.nested) : []),
  ]),
]
