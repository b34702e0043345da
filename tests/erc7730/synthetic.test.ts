/**
 * Every format of every descriptor of the public registry, with made-up requests of many kinds: it binds, and each row
 * is what a second reading of the specification says (reader.ts), in its order and under its label.
 */
import { dirname, relative, resolve } from 'node:path'
import { AbiCoder, FunctionFragment, getAddress, Interface } from 'ethers'
import { describe, expect, it } from 'vitest'
import { bindCall, bindMessage, isBoundTo } from '../../src/ethereum/explain/erc7730/bind.ts'
import type { Descriptor } from '../../src/ethereum/explain/erc7730/descriptor.ts'
import { type Rendered, render } from '../../src/ethereum/explain/erc7730/render.ts'
import type { Container, Facts } from '../../src/ethereum/explain/facts.ts'
import { parseTypedData } from '../../src/ethereum/typed-data.ts'
import type { Address, Hex } from '../../src/shared/hex.ts'
import {
  type Embedded,
  included,
  map,
  type Raw,
  type Reading,
  readBy,
  tupleOf,
  Unreadable,
  type World,
} from './reader.ts'
import { descriptors, factsOf, load, read, root, there } from './registry.ts'
import { ALICE, KINDS, type Kind, messageOf, paramsOf, sampler, typesOf, USDC, WETH } from './samples.ts'

const FROM: Address = '0x52908400098527886E0F7030069857D2E4169EE7'
const NOBODY: Address = '0x8617E340B3D01FA5F11F306F4090FD50E238070D'
const TOKENS = { [USDC]: { symbol: 'USDC', decimals: 6 }, [WETH]: { symbol: 'WETH', decimals: 18 } }
const provider = { tokens: TOKENS, addressNames: { [ALICE]: 'Alice' } }
const known = factsOf(provider)
// Names of the names are of the addresses that are tried, whatever the network.
const facts: Facts = { ...known, coin: () => 'COIN' }

const rawOf = (path: string): Raw => {
  let at = path
  return included(read(path), (name) => {
    at = resolve(dirname(at), name)
    return read(at)
  })
}

type Shown = Rendered<null>
type Tried = { shown: Shown; embedded: Embedded[] }
const worldOf = ({ chainId, to, value }: Container): World => ({
  coin: 'COIN',
  chainId: chainId ?? 0,
  from: FROM,
  to: getAddress(to ?? NOBODY),
  value,
  tokens: TOKENS,
  names: { [ALICE]: 'Alice' },
  networks: {},
})

function shownBy(input: Omit<Parameters<typeof render<null>>[0], 'facts' | 'embedded'>): Tried | null {
  const embedded: Embedded[] = []
  try {
    const shown = render<null>({
      ...input,
      facts,
      embedded({ to, value, from, data }) {
        embedded.push({ to, value, from, data })
        return null
      },
    })
    return { shown, embedded }
  } catch {
    return null
  }
}

function readingOf(...input: Parameters<typeof readBy>): Reading | null {
  try {
    return readBy(...input)
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/** What is not as the second reading has it. */
function faults(tried: Tried | null, wanted: Reading | null, key: string): string[] {
  if (tried === null || wanted === null)
    return tried === wanted ? [] : [tried === null ? 'it is not shown' : 'it is shown and must not be']
  const { shown, embedded } = tried
  const rows = shown.fields.filter(({ format }) => format !== 'group' && format !== 'separator')
  const labels = (of: { label: string }[]) => of.map(({ label }) => label).join(' | ')
  if (labels(rows) !== labels(wanted.rows)) return [`rows ${labels(rows)} and not ${labels(wanted.rows)}`]
  const differing = rows.flatMap(({ label, text }, i) => {
    const one = wanted.rows[i]
    const isDate = one?.format === 'date'
    if (one === undefined || (isDate ? text.includes(one.value) : text === one.value)) return []
    return [`${label}: ${text} and not ${one.value}`]
  })
  const told = asText(embedded)
  const said = asText(wanted.embedded)
  const sentence = (shown.sentence ?? []).map((part) =>
    typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address,
  )
  const unsaid = saidIn(wanted).filter((value) => !sentence.join('').includes(value))
  return [
    ...differing,
    ...(told === said ? [] : [`calls ${told} and not ${said}`]),
    ...(shown.intent === (wanted.intent ?? key.slice(0, key.indexOf('('))) ? [] : [`intent ${shown.intent}`]),
    ...(shown.owner === (wanted.owner ?? null) ? [] : [`owner ${shown.owner}`]),
    ...((shown.sentence === null) === (wanted.sentence === null) ? [] : ['a sentence, or none']),
    ...unsaid.map((value) => `${value} is not in the sentence`),
  ]
}

/** What a sentence has as its row has it: amounts of known tokens and coins. Of long lists it counts the rest. */
const saidIn = ({ sentence }: Reading): string[] =>
  (sentence ?? []).length > 3 ? [] : (sentence ?? []).filter((one) => /^[\d.]+ (?:USDC|WETH|COIN)$/.test(one))

const asText = (calls: Embedded[]): string =>
  JSON.stringify(calls, (_, one) => (typeof one === 'bigint' ? String(one) : one)).toLowerCase()
const addressOf = (text: string): Address => getAddress(text.toLowerCase()) as Address
const formatsOf = (file: Raw) => map(map(map(file).display).formats)

type Try = { name: string; problems: string[]; isShown: boolean }

function tryCall(path: string, descriptor: Descriptor, key: string, file: Raw, kind: Kind): Try {
  const fragment = FunctionFragment.from(key)
  const sample = sampler(kind)
  const values = fragment.inputs.map(sample)
  const data = new Interface([fragment]).encodeFunctionData(fragment, values) as Hex
  const [first] = descriptor.binding.deployments
  const container = {
    chainId: first?.chainId ?? 1,
    from: FROM,
    to: addressOf(first?.address ?? NOBODY),
    value: kind.length === 0 ? 0n : 10n ** 17n,
  }
  const bound = bindCall(descriptor, data)
  const name = `${relative(root, path)} ${key.slice(0, 60)}, ${kind.name}`
  if (bound === null || bound.extra !== null) return { name, problems: ['it is not bound'], isShown: false }
  if (first !== undefined && !isBoundTo(descriptor.binding, container, facts))
    return { name, problems: ['it is not of its contract'], isShown: false }
  const decoded = AbiCoder.defaultAbiCoder().decode([...fragment.inputs], `0x${data.slice(10)}`)
  const wanted = readingOf(
    file,
    formatsOf(file)[key],
    tupleOf(fragment.inputs, [...decoded]),
    worldOf(container),
  )
  const shown = shownBy({ descriptor, ...bound, container })
  return { name, problems: faults(shown, wanted, key), isShown: shown !== null }
}

function tryMessage(path: string, descriptor: Descriptor, key: string, file: Raw, kind: Kind): Try {
  const { primary, types } = typesOf(key)
  const params = paramsOf(types, primary)
  const values = params.map(sampler(kind))
  const [first] = descriptor.binding.deployments
  const chainId = first?.chainId ?? 1
  const to = addressOf(first?.address ?? NOBODY)
  const declared = descriptor.binding.kind === 'eip712' ? Object.fromEntries(descriptor.binding.domain) : {}
  const domain = { ...declared, chainId, verifyingContract: to }
  const typeOf = (one: string) =>
    ({ chainId: 'uint256', verifyingContract: 'address', salt: 'bytes32' })[one] ?? 'string'
  const order = ['name', 'version', 'chainId', 'verifyingContract', 'salt'].filter((one) => one in domain)
  const data = parseTypedData(
    {
      types: { ...types, EIP712Domain: order.map((one) => ({ name: one, type: typeOf(one) })) },
      primaryType: primary,
      domain,
      message: messageOf(params, values),
    },
    chainId,
  )
  const container = { chainId, from: FROM, to, value: 0n }
  const bound = bindMessage(descriptor, data, container)
  const name = `${relative(root, path)} ${key.slice(0, 60)}, ${kind.name}`
  if (bound === null) return { name, problems: ['it is not bound'], isShown: false }
  const encoded = AbiCoder.defaultAbiCoder().encode(params, values)
  const decoded = AbiCoder.defaultAbiCoder().decode(params, encoded)
  const wanted = readingOf(file, formatsOf(file)[key], tupleOf(params, [...decoded]), worldOf(container))
  const shown = shownBy({ descriptor, ...bound, container })
  return { name, problems: faults(shown, wanted, key), isShown: shown !== null }
}

describe.skipIf(!there)('the public registry, with requests that are made up', () => {
  // One without deployments is to be included, and its constants stand in who includes it.
  const bound = descriptors
    .map((path) => ({ path, descriptor: load(path), file: rawOf(path) }))
    .filter(({ descriptor }) => descriptor.binding.deployments.length > 0)

  it.each(KINDS)('behavior: every format, $name', (kind) => {
    const tries = bound.flatMap(({ path, descriptor, file }) =>
      Object.keys(formatsOf(file)).map((key) =>
        descriptor.binding.kind === 'contract'
          ? tryCall(path, descriptor, key, file, kind)
          : tryMessage(path, descriptor, key, file, kind),
      ),
    )
    const wrong = tries.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))
    expect(wrong).toEqual([])
    const unshown = tries.filter(({ isShown }) => !isShown).map(({ name }) => name)
    if (kind.isWhole) expect(unshown).toEqual([])
    else expect(unshown.length).toBeLessThan(0.2 * tries.length)
  })
})
