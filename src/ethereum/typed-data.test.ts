import { TypedDataEncoder } from 'ethers'
import fc from 'fast-check'
import { hashTypedData } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import {
  domainDetails,
  parseTypedData,
  typedDataDigest,
  typedDataHashes,
  typedDataTree,
} from './typed-data.ts'

const COW = '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826'
const BOB = '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB'
const EIP712Domain = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
]
/** The example of EIP-712. */
const MAIL = {
  types: {
    EIP712Domain,
    Person: [
      { name: 'name', type: 'string' },
      { name: 'wallet', type: 'address' },
    ],
    Mail: [
      { name: 'from', type: 'Person' },
      { name: 'to', type: 'Person' },
      { name: 'contents', type: 'string' },
    ],
  },
  primaryType: 'Mail',
  domain: {
    name: 'Ether Mail',
    version: '1',
    chainId: 1,
    verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
  },
  message: {
    from: { name: 'Cow', wallet: COW },
    to: { name: 'Bob', wallet: BOB },
    contents: 'Hello, Bob!',
  },
}
const parse = (input: unknown) => parseTypedData(input, 1)
/** One field of one type, to try values on. */
const one = (type: string, value: unknown, types: Record<string, unknown> = {}) =>
  parse({
    types: { EIP712Domain: [], T: [{ name: 'x', type }], ...types },
    primaryType: 'T',
    domain: {},
    message: { x: value },
  })

describe('the example of EIP-712', () => {
  it('behavior: has the published hashes, as an object and as JSON', () => {
    for (const input of [MAIL, JSON.stringify(MAIL)]) {
      expect(typedDataHashes(parse(input))).toEqual({
        domainHash: '0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f',
        messageHash: '0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e',
        digest: '0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2',
      })
    }
  })
  it('behavior: is shown as a tree, its domain as rows', () => {
    const data = parse(MAIL)
    expect(typedDataTree(data)).toEqual([
      { depth: 0, name: 'from', type: 'Person', value: null },
      { depth: 1, name: 'name', type: 'string', value: 'Cow' },
      { depth: 1, name: 'wallet', type: 'address', value: COW },
      { depth: 0, name: 'to', type: 'Person', value: null },
      { depth: 1, name: 'name', type: 'string', value: 'Bob' },
      { depth: 1, name: 'wallet', type: 'address', value: BOB },
      { depth: 0, name: 'contents', type: 'string', value: 'Hello, Bob!' },
    ])
    expect(domainDetails(data)).toEqual([
      { label: 'Name', value: 'Ether Mail', mono: false },
      { label: 'Version', value: '1', mono: false },
      { label: 'Network', value: '1', mono: false },
      { label: 'Contract', value: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC', mono: true },
    ])
  })
  it('security: what is not signed is not shown, and does not change the digest', () => {
    const { message, domain } = MAIL
    const more = { ...MAIL, message: { ...message, amount: '0' }, domain: { ...domain, salt: '0x00' } }
    expect(typedDataDigest(parse(more))).toEqual(typedDataDigest(parse(MAIL)))
    expect(typedDataTree(parse(more))).toEqual(typedDataTree(parse(MAIL)))
    expect(domainDetails(parse(more))).toEqual(domainDetails(parse(MAIL)))
  })

  it('behavior: an address is its twenty bytes, whatever its capital letters say', () => {
    const odd = JSON.parse(JSON.stringify(MAIL).replace(COW, COW.replace('CD', 'cD')))
    expect(JSON.stringify(odd)).not.toBe(JSON.stringify(MAIL))
    expect(typedDataDigest(parse(odd))).toEqual(typedDataDigest(parse(MAIL)))
    expect(typedDataTree(parse(odd))).toEqual(typedDataTree(parse(MAIL)))
  })
})

/** A leaf type and a value of it. */
const bytesOf = (min: number, max = min) =>
  fc.uint8Array({ minLength: min, maxLength: max }).map((bytes): Hex => bytesToHex(bytes))
const leaf: fc.Arbitrary<[string, unknown]> = fc.oneof(
  bytesOf(20).map((hex): [string, unknown] => ['address', parseAddress(hex)]),
  fc.boolean().map((value): [string, unknown] => ['bool', value]),
  fc.string({ unit: 'grapheme' }).map((value): [string, unknown] => ['string', value]),
  bytesOf(0, 70).map((value): [string, unknown] => ['bytes', value]),
  fc
    .integer({ min: 1, max: 32 })
    .chain((n) => bytesOf(n).map((value): [string, unknown] => [`bytes${n}`, value])),
  fc
    .integer({ min: 1, max: 32 })
    .chain((n) =>
      fc
        .bigInt({ min: 0n, max: 2n ** BigInt(8 * n) - 1n })
        .map((v): [string, unknown] => [`uint${8 * n}`, `${v}`]),
    ),
  fc.integer({ min: 1, max: 32 }).chain((n) => {
    const half = 2n ** BigInt(8 * n - 1)
    return fc.bigInt({ min: -half, max: half - 1n }).map((v): [string, unknown] => [`int${8 * n}`, `${v}`])
  }),
)
type Graph = { types: Record<string, { name: string; type: string }[]>; type: string; value: unknown }
/** Leaves, arrays of both kinds, and structs of these, with new type names at each level. */
const graph = (depth: number): fc.Arbitrary<Graph> => {
  const leaves = leaf.map(([type, value]): Graph => ({ types: {}, type, value }))
  if (depth === 0) return leaves
  const inner = graph(depth - 1)
  return fc.oneof(
    leaves,
    inner.chain((item) =>
      fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 })).map(([fixed, n]) => ({
        ...item,
        type: `${item.type}[${fixed ? n : ''}]`,
        value: Array.from({ length: n }, () => item.value),
      })),
    ),
    fc
      .tuple(fc.integer({ min: 0, max: 1e9 }), fc.array(inner, { minLength: 1, maxLength: 4 }))
      .map(([id, items]) => {
        const name = `S${id}x${depth}`
        const fields = items.map((item, i) => ({ name: `f${i}`, type: item.type }))
        return {
          types: { ...Object.assign({}, ...items.map((item) => item.types)), [name]: fields },
          type: name,
          value: Object.fromEntries(items.map((item, i) => [`f${i}`, item.value])),
        }
      }),
  )
}
const DOMAIN = [...EIP712Domain, { name: 'salt', type: 'bytes32' }]
const domain = fc.record(
  {
    name: fc.string({ unit: 'grapheme' }),
    version: fc.string(),
    chainId: fc.constantFrom(1, '1', '0x1'),
    verifyingContract: bytesOf(20).map(parseAddress),
    salt: bytesOf(32),
  },
  { requiredKeys: [] },
)

describe('digest', () => {
  it('behavior: equals that of ethers and viem', () => {
    fc.assert(
      fc.property(domain, fc.array(graph(3), { minLength: 1, maxLength: 3 }), (given, parts) => {
        const root = parts.map((part, i) => ({ name: `p${i}`, type: part.type }))
        const types = { ...Object.assign({}, ...parts.map((part) => part.types)), Root: root }
        const message = Object.fromEntries(parts.map((part, i) => [`p${i}`, part.value]))
        const full = { ...types, EIP712Domain: DOMAIN.filter(({ name }) => Object.hasOwn(given, name)) }
        const data = parse({ types: full, primaryType: 'Root', domain: given, message })
        const digest = bytesToHex(typedDataDigest(data))
        // ethers takes all types to be reachable from the root, as they are here.
        expect(digest).toBe(TypedDataEncoder.hash(given, types, message))
        const chainId = given.chainId === undefined ? {} : { chainId: 1n }
        const theirs = { types: full, primaryType: 'Root', domain: { ...given, ...chainId }, message }
        expect(digest).toBe(
          hashTypedData(
            JSON.parse(JSON.stringify(theirs, (_, v) => (typeof v === 'bigint' ? Number(v) : v))),
          ),
        )
        expect(parse(JSON.stringify({ ...theirs, domain: given }))).toEqual(data)
      }),
      { numRuns: 150 },
    )
  })
  it('behavior: names with a colon, types that refer to themselves, uint without bits', () => {
    const orders = one(
      'Exchange:Order',
      { side: 'buy' },
      { 'Exchange:Order': [{ name: 'side', type: 'string' }] },
    )
    expect(bytesToHex(typedDataDigest(orders))).toBe(
      TypedDataEncoder.hash(
        {},
        { T: [{ name: 'x', type: 'Exchange:Order' }], 'Exchange:Order': [{ name: 'side', type: 'string' }] },
        { x: { side: 'buy' } },
      ),
    )
    const tree = { Tree: [{ name: 'leaves', type: 'Tree[]' }] }
    const grown = one('Tree', { leaves: [{ leaves: [] }] }, tree)
    expect(typedDataTree(grown).at(-1)).toEqual({
      depth: 3,
      name: 'leaves',
      type: 'Tree[]',
      value: 'empty list',
    })
    expect(typedDataTree(one('uint', '0x10'))).toEqual([{ depth: 0, name: 'x', type: 'uint', value: '16' }])
    expect(typedDataTree(one('E', {}, { E: [] }))[0]?.value).toBe('empty')
  })
})

describe('values', () => {
  it.each<[string, unknown]>([
    ['uint8', 256],
    ['uint8', -1],
    ['int8', 128],
    ['int8', -129],
    ['uint256', 2 ** 60],
    ['uint256', 1.5],
    ['uint256', ''],
    ['uint256', '1e18'],
    ['uint256', '0x'],
    ['uint256', ' 1'],
    ['uint256', true],
    ['uint256', (2n ** 256n).toString()],
    ['bool', 'false'],
    ['bool', 1],
    ['string', 1],
    ['address', 1],
    ['address', ''],
    ['address', ` ${COW}`],
    ['address', COW.replace('0x', '0X')],
    ['address', COW.slice(2)],
    ['address', COW.slice(0, -1)],
    ['bytes', 'hi'],
    ['bytes', '0x1'],
    ['bytes32', '0x00'],
    ['bytes4', '0x0000000000'],
    ['uint8[2]', [1]],
    ['uint8[]', { length: 1, 0: 1 }],
    ['uint8[]', [1, 'x']],
    ['uint8[]', Array(1001).fill(1)],
    ['P', 'text'],
    ['P', []],
    ['P', {}],
    ['P', { a: null }],
    ['P[]', null],
    ['string', null],
  ])('param: %s is not %j', (type, value) => {
    expect(() => one(type, value, { P: [{ name: 'a', type: 'bool' }] })).toThrow(
      expect.objectContaining({ code: -32602 }),
    )
  })
  it('security: a number that JSON rounds is refused, and says so', () => {
    expect(() => one('uint256', 100000000000000000000)).toThrow('too large for JSON')
  })
})

describe('shape', () => {
  const change = (over: Record<string, unknown>) => () => parse({ ...MAIL, ...over })
  const ofFields = (fields: unknown) => change({ types: { ...MAIL.types, T: fields } })
  it.each<[string, () => unknown]>([
    ['no object', () => parse(null)],
    ['a list', () => parse([])],
    ['no JSON', () => parse('{')],
    ['JSON of a string', () => parse('"{}"')],
    ['an unknown key', change({ extra: 1 })],
    ['no types', change({ types: undefined })],
    ['types in a list', change({ types: [] })],
    ['no domain', change({ domain: undefined })],
    ['no message', change({ message: undefined })],
    ['a primary type that is not there', change({ primaryType: 'Nope' })],
    ['a primary type that is a list', change({ primaryType: 'Mail[]' })],
    ['a primary type that is no string', change({ primaryType: 1 })],
    ['an inherited name as primary type', change({ primaryType: 'toString' })],
    ['fields that are no list', ofFields({})],
    ['a field that is no object', ofFields(['x'])],
    ['a field without a type', ofFields([{ name: 'x' }])],
    ['a field of an unknown type', ofFields([{ name: 'x', type: 'uint7' }])],
    ['bytes33', ofFields([{ name: 'x', type: 'bytes33' }])],
    ['uint264', ofFields([{ name: 'x', type: 'uint264' }])],
    ['a list of an unknown type', ofFields([{ name: 'x', type: 'Nope[]' }])],
    ['brackets that do not match', ofFields([{ name: 'x', type: 'bool[' }])],
    ['a field without a name', ofFields([{ name: '', type: 'bool' }])],
    [
      'two fields of one name',
      ofFields([
        { name: 'x', type: 'bool' },
        { name: 'x', type: 'bool' },
      ]),
    ],
    ['over 512 fields', ofFields(Array.from({ length: 513 }, (_, i) => ({ name: `x${i}`, type: 'bool' })))],
    ['a type named as a built-in one', change({ types: { ...MAIL.types, uint256: [] } })],
    ['a type named nearly as one', change({ types: { ...MAIL.types, uint7: [] } })],
    ['a value that JSON cannot carry', change({ message: { ...MAIL.message, x: 1n } })],
    ['more than 256 kB', change({ message: { ...MAIL.message, contents: 'x'.repeat(262_145) } })],
    ['more than 256 kB of JSON', () => parse(' '.repeat(262_145))],
  ])('param: refuses %s', (_, attempt) => {
    expect(attempt).toThrow(expect.objectContaining({ code: -32602 }))
  })
  it('security: a name cannot forge another type', () => {
    for (const name of ['a,uint256 b', 'a)T(bool b', 'a[', '\u202Ea']) {
      expect(ofFields([{ name, type: 'bool' }])).toThrow(expect.objectContaining({ code: -32602 }))
    }
    expect(() => one('T(bool x)', 1, { 'T(bool x)': [] })).toThrow(expect.objectContaining({ code: -32602 }))
  })
  it.each(['__proto__', 'constructor', 'prototype'])('security: the key %s is refused everywhere', (key) => {
    const texts = [
      `{"${key}":{}}`,
      JSON.stringify(MAIL).replace('"contents":', `"${key}":`),
      JSON.stringify(MAIL).replace('"Person":', `"${key}":`),
      JSON.stringify(MAIL).replace('"name":"wallet"', `"name":"${key}"`),
      JSON.stringify(MAIL).replace('"version":"1"', `"${key}":"1"`),
    ]
    for (const text of texts) {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: -32000 }))
      expect(() => parse(JSON.parse(text))).toThrow(expect.objectContaining({ code: -32000 }))
    }
  })
  it('security: nesting ends at 32 levels', () => {
    const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])
    const type = (depth: number) => `bool${'[]'.repeat(depth)}`
    expect(typedDataTree(one(type(30), nested(29)))).toHaveLength(30)
    expect(() => one(type(40), nested(39))).toThrow('32 levels')
    expect(() => parse(`{"metadata":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toThrow('32 levels')
  })
  it('security: a cycle in an object is refused, not followed', () => {
    const message: Record<string, unknown> = { ...MAIL.message }
    message.self = message
    expect(change({ message })).toThrow(expect.objectContaining({ code: -32602 }))
  })
  it('behavior: metadata and unused types are let through', () => {
    expect(change({ metadata: { origin: 'x' }, types: { ...MAIL.types, Unused: [] } })).not.toThrow()
  })
})

describe('network', () => {
  const on =
    (chainId: unknown, types = MAIL.types) =>
    () =>
      parse({ ...MAIL, types, domain: { ...MAIL.domain, chainId } })
  it('security: another network is refused, in words that sites know', () => {
    expect(on(137)).toThrow('Provided chainId "137" must match the active chainId "1"')
    expect(on('0x89')).toThrow('Provided chainId "137" must match the active chainId "1"')
    for (const bad of ['x', null, {}, -1, 1.5, ''])
      expect(on(bad)).toThrow('must match the active chainId "1"')
  })
  it('security: also when the chain id is not part of what is signed', () => {
    const types = { ...MAIL.types, EIP712Domain: EIP712Domain.filter(({ name }) => name !== 'chainId') }
    expect(on(137, types)).toThrow('must match')
    expect(domainDetails(on(1, types)()).map(({ label }) => label)).toEqual(['Name', 'Version', 'Contract'])
  })
  it('behavior: domains of other standards, with strings for addresses', () => {
    const types = {
      ...MAIL.types,
      EIP712Domain: [
        { name: 'verifyingContract', type: 'string' },
        { name: 'app', type: 'string' },
      ],
    }
    const data = parse({ ...MAIL, types, domain: { verifyingContract: 'cosmos', app: 'a\u202Eb' } })
    expect(domainDetails(data)).toEqual([
      { label: 'Contract', value: 'cosmos', mono: false },
      { label: 'app', value: 'a⟨U+202E⟩b', mono: false },
    ])
  })
})
