/**
 * What is signed against @metamask/eth-sig-util, the code behind the wallet that sites are written for: generated
 * inputs, and the facts that its documentation and tests publish.
 */
import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { secretFromPrivateKey, sign } from '../vault/index.ts'
import { parseAddress } from './address.ts'
import { messageDigest, parsePersonalMessage } from './message.ts'
import { assembleSignature } from './signature.ts'
import { parseTypedData, typedDataDigest } from './typed-data.ts'
import { parseTypedList, typedListDigest } from './typed-data-v1.ts'

const KEY = '4af1bceebf7f3634ec3cff8a2c38e51178d5d4ce585c52d6043e5e2cc3418bb0'
const ME = '0x29c76e6ad8f28bb1004902578fb108c507be341b'
const key = Buffer.from(KEY, 'hex')
const RUNS = process.env.SOAK ? 1000 : 100
/** Chosen anew by hand: `SEED=7 npx vitest run src/ethereum/sig-util.test.ts`. */
const SEED = Number(process.env.SEED ?? 20_261_123)
const TIME = 120_000

const ours = async (digest: Uint8Array): Promise<string> =>
  assembleSignature(await sign(secretFromPrivateKey(KEY), 0, digest))
const personal = (data: string) => ours(messageDigest(parsePersonalMessage([data, ME]).bytes))
const list = (data: unknown) => ours(typedListDigest(parseTypedList(data)))
const struct = (data: unknown, version: 3 | 4) => ours(typedDataDigest(parseTypedData(data, 1, version)))
// biome-ignore lint/suspicious/noExplicitAny: its types allow less than it takes.
const theirs = (data: any, version: 'V1' | 'V3' | 'V4') =>
  signTypedData({ privateKey: key, data, version: SignTypedDataVersion[version] })

const bytesOf = (min: number, max = min) =>
  fc.uint8Array({ minLength: min, maxLength: max }).map((bytes): Hex => bytesToHex(bytes))
/** Every whole unit there is, lone halves of characters included, as pages can send them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)) }),
)
/** A number as text, as hexadecimal, or as JSON has it: the ends of its range often. */
const integerOf = (lowest: bigint, highest: bigint) =>
  fc
    .oneof(fc.bigInt({ min: lowest, max: highest }), fc.constantFrom(lowest, highest, 0n, 1n))
    .filter((value) => value >= lowest && value <= highest)
    .chain((value) =>
      fc.constantFrom<unknown>(
        value.toString(),
        ...(value >= 0n ? [`0x${value.toString(16)}`] : []),
        ...(value <= 2n ** 53n - 1n && value >= -(2n ** 53n - 1n) ? [Number(value)] : []),
      ),
    )
type Leaf = [type: string, value: unknown]
/** A leaf type with values of it: `count` of them, for lists. */
const leafType: fc.Arbitrary<{ type: string; value: fc.Arbitrary<unknown> }> = fc.oneof(
  fc.constant({ type: 'address', value: bytesOf(20).map(parseAddress) }),
  fc.constant({ type: 'address', value: bytesOf(20) }),
  // Any capitals: what is signed are the bytes.
  fc.constant({
    type: 'address',
    value: fc
      .string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 40, maxLength: 40 })
      .map((digits) => `0x${digits}`),
  }),
  fc.constant({ type: 'bool', value: fc.boolean() }),
  fc.constant({ type: 'string', value: text }),
  fc.constant({ type: 'bytes', value: bytesOf(0, 70) }),
  fc.integer({ min: 1, max: 32 }).map((n) => ({ type: `bytes${n}`, value: bytesOf(n) })),
  fc.integer({ min: 1, max: 32 }).map((n) => ({
    type: `uint${8 * n}`,
    value: integerOf(0n, 2n ** BigInt(8 * n) - 1n),
  })),
  fc.integer({ min: 1, max: 32 }).map((n) => ({
    type: `int${8 * n}`,
    value: integerOf(-(2n ** BigInt(8 * n - 1)), 2n ** BigInt(8 * n - 1) - 1n),
  })),
  fc.constant({ type: 'uint', value: integerOf(0n, 2n ** 256n - 1n) }),
  fc.constant({ type: 'int', value: integerOf(-(2n ** 255n), 2n ** 255n - 1n) }),
)
const leaf: fc.Arbitrary<Leaf> = leafType.chain(({ type, value }) => fc.tuple(fc.constant(type), value))

describe('personal_sign', () => {
  it(
    'behavior: equals eth-sig-util on text, bytes, odd digits and what only looks like bytes',
    async () => {
      const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF') })
      const input = fc.oneof(
        text,
        bytesOf(0, 300),
        digits.map((some) => `0x${some}`),
        digits.map((some) => `0X${some}`),
        digits,
        fc.constantFrom('', '0x', '0x0', '0xg', ' 0x12', '0x12 ', '\u0000', 'x'.repeat(60_000)),
      )
      await fc.assert(
        fc.asyncProperty(input, async (data) => {
          expect(await personal(data)).toBe(personalSign({ privateKey: key, data }))
        }),
        { numRuns: RUNS, seed: SEED },
      )
    },
    TIME,
  )

  it.each([
    [
      'Hello, world!',
      '0x90a938f7457df6e8f741264c32697fc52f9a8f867c52dd70713d9d2d472f2e415d9c94148991bbe1f4a1818d1dff09165782749c877f5cf1eff4ef126e55714d1c',
    ],
    ['0xdeadbeaf', undefined],
    ['unicode \u{1f600}', undefined],
  ])('behavior: the published message %j', async (data, signature) => {
    const made = await personal(data)
    expect(made).toBe(personalSign({ privateKey: key, data }))
    if (signature !== undefined) expect(made).toBe(signature)
  })
})

describe('eth_signTypedData, the old format', () => {
  const field: fc.Arbitrary<Leaf> = fc.oneof(
    leaf,
    leafType.chain(({ type, value }) =>
      fc
        .tuple(fc.boolean(), fc.array(value, { minLength: 0, maxLength: 4 }))
        .map(([fixed, values]): Leaf => [`${type}[${fixed ? values.length : ''}]`, values]),
    ),
  )
  const fields = fc.array(
    fc
      .tuple(field, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }))
      .filter(([, name]) => !['__proto__', 'constructor', 'prototype'].includes(name))
      .map(([[type, value], name]) => ({ type, name, value })),
    { minLength: 1, maxLength: 6 },
  )
  it(
    'behavior: equals eth-sig-util on lists of all types and of arrays of them',
    async () => {
      await fc.assert(
        fc.asyncProperty(fields, fc.boolean(), async (data, asJson) => {
          expect(await list(asJson ? JSON.stringify(data) : data)).toBe(
            theirs(JSON.parse(JSON.stringify(data)), 'V1'),
          )
        }),
        { numRuns: RUNS, seed: SEED },
      )
    },
    TIME,
  )
  it('behavior: the list that its documentation signs', async () => {
    const data = [
      { type: 'string', name: 'message', value: 'Hi, Alice!' },
      { type: 'uint8', name: 'value', value: 10 },
    ]
    expect(bytesToHex(typedListDigest(parseTypedList(data)))).toBe(
      '0xf7ad23226db5c1c00ca0ca1468fd49c8f8bbc1489bc1c382de5adc557a69c229',
    )
    expect(await list(data)).toBe(theirs(data, 'V1'))
  })
  it.each([
    ['no list', {}],
    ['an empty list', []],
    ['no JSON', '{'],
    ['no name', [{ type: 'string', value: 'x' }]],
    ['an empty name', [{ type: 'string', name: '', value: 'x' }]],
    ['no type', [{ name: 'x', value: 'x' }]],
    ['an item that is null', [null]],
    ['no value', [{ type: 'string', name: 'x' }]],
    ['null', [{ type: 'string', name: 'x', value: null }]],
    ['a struct', [{ type: 'Person', name: 'x', value: {} }]],
    ['a function', [{ type: 'function', name: 'x', value: '0x' }]],
    ['a list of lists', [{ type: 'uint8[][]', name: 'x', value: [[1]] }]],
    ['a number out of range', [{ type: 'uint8', name: 'x', value: 256 }]],
    ['a negative number', [{ type: 'uint8', name: 'x', value: -1 }]],
    ['a list of another length', [{ type: 'uint8[2]', name: 'x', value: [1] }]],
    ['a list of text of another length', [{ type: 'string[2]', name: 'x', value: ['a'] }]],
    ['over 512 fields', Array.from({ length: 513 }, () => ({ type: 'bool', name: 'x', value: true }))],
    ['over 256 kB', [{ type: 'string', name: 'x', value: 'x'.repeat(262_145) }]],
  ])('param: refuses %s', (_, data) => {
    expect(() => parseTypedList(data)).toThrow(expect.objectContaining({ code: -32602 }))
  })
  it.each([
    [[{ type: 'string', name: '__proto__', value: 'x' }]],
    ['[{"type":"string","name":"x","value":"x","__proto__":{}}]'],
    ['[{"type":"string","name":"x","value":"x","constructor":{}}]'],
  ])('security: no key that would reach a prototype (%#)', (data) => {
    expect(() => parseTypedList(data)).toThrow(expect.objectContaining({ code: -32000 }))
  })
})

type Types = Record<string, { name: string; type: string }[]>
type Part = { types: Types; type: string; value: unknown }
const DOMAIN = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
]
const domain = fc.record(
  {
    name: text,
    version: fc.string(),
    chainId: fc.constantFrom<unknown>(1, '1', '0x1'),
    verifyingContract: bytesOf(20),
    salt: bytesOf(32),
  },
  { requiredKeys: [] },
)
/**
 * Structs of leaves, of lists where `lists`, and of structs; each field now and then missing where `missing`, each
 * struct now and then none where `none`.
 */
const part = (
  depth: number,
  options: { lists: boolean; missing: boolean; none: boolean },
): fc.Arbitrary<Part> => {
  const leaves = leaf.map(([type, value]): Part => ({ types: {}, type, value }))
  if (depth === 0) return leaves
  const inner = part(depth - 1, options)
  const structs = fc
    .tuple(
      fc.integer({ min: 0, max: 1e9 }),
      fc.array(fc.tuple(inner, fc.integer({ min: 0, max: 9 })), { maxLength: 4 }),
    )
    .map(([id, items]): Part => {
      const name = `S${id}x${depth}`
      const isStruct = (one: Part) => Object.hasOwn(one.types, one.type)
      const given = items.flatMap(([one, dice], i): [string, unknown][] => {
        if (options.missing && dice < 3) return []
        if (options.none && isStruct(one) && dice < 2) return dice === 0 ? [] : [[`f${i}`, null]]
        return [[`f${i}`, one.value]]
      })
      return {
        types: {
          ...Object.assign({}, ...items.map(([one]) => one.types)),
          [name]: items.map(([one], i) => ({ name: `f${i}`, type: one.type })),
        },
        type: name,
        value: Object.fromEntries(given),
      }
    })
  const lists = fc
    .tuple(inner, fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.boolean())
    .map(([item, fixed, n, hole]): Part => {
      const holes = options.none && hole && Object.hasOwn(item.types, item.type)
      return {
        ...item,
        type: `${item.type}[${fixed ? n : ''}]`,
        value: Array.from({ length: n }, (_, i) => (holes && i === 0 ? null : item.value)),
      }
    })
  return options.lists ? fc.oneof(leaves, structs, lists) : fc.oneof(leaves, structs)
}
const request = (options: { lists: boolean; missing: boolean; none: boolean }) =>
  fc
    .tuple(domain, fc.array(part(3, options), { maxLength: 3 }), fc.integer({ min: 0, max: 9 }))
    .map(([given, parts, dice]) => {
      const types: Types = { ...Object.assign({}, ...parts.map((one) => one.types)) }
      types.Root = parts.map((one, i) => ({ name: `p${i}`, type: one.type }))
      // Now and then its type is left out: then nothing of the domain is signed.
      if (dice > 0) types.EIP712Domain = DOMAIN.filter(({ name }) => Object.hasOwn(given, name))
      const message = Object.fromEntries(parts.map((one, i) => [`p${i}`, one.value]))
      return { types, primaryType: dice === 1 ? 'EIP712Domain' : 'Root', domain: given, message }
    })

describe.each([
  ['V3', 3, { lists: false, missing: true, none: false }],
  ['V4', 4, { lists: true, missing: false, none: true }],
] as const)('eth_signTypedData %s', (name, version, options) => {
  it(
    'behavior: equals eth-sig-util on generated graphs of types',
    async () => {
      await fc.assert(
        fc.asyncProperty(request(options), fc.boolean(), async (data, asJson) => {
          const json = JSON.stringify(data)
          expect(await struct(asJson ? json : data, version)).toBe(theirs(JSON.parse(json), name))
        }),
        { numRuns: RUNS, seed: SEED },
      )
    },
    TIME,
  )

  const MAIL = {
    types: {
      EIP712Domain: DOMAIN.slice(0, 4),
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
      from: { name: 'Cow', wallet: '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826' },
      to: { name: 'Bob', wallet: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB' },
      contents: 'Hello, Bob!',
    },
  }
  it('behavior: the mail of EIP-712', async () => {
    const digest = typedDataDigest(parseTypedData(MAIL, 1, version))
    expect(bytesToHex(digest)).toBe('0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2')
    expect(await struct(MAIL, version)).toBe(theirs(MAIL, name))
  })

  it('behavior: types that refer to themselves end in what is not given', async () => {
    const family = {
      ...MAIL,
      types: {
        EIP712Domain: MAIL.types.EIP712Domain,
        Person: [
          { name: 'name', type: 'string' },
          { name: 'mother', type: 'Person' },
          { name: 'father', type: 'Person' },
        ],
      },
      primaryType: 'Person',
      message: { name: 'Jon', mother: { name: 'Lyanna', father: { name: 'Rickard' } } },
    }
    expect(await struct(family, version)).toBe(theirs(family, name))
  })

  it('behavior: lists are for version 4, what is missing for version 3', () => {
    const one = (type: string, message: object) => () =>
      parseTypedData(
        { ...MAIL, types: { ...MAIL.types, T: [{ name: 'x', type }] }, primaryType: 'T', message },
        1,
        version,
      )
    const lists = expect(one('uint8[]', { x: [1] }))
    const nothing = expect(one('uint8', {}))
    const none = expect(one('Person', { x: null }))
    const refused = expect.objectContaining({ code: -32602 })
    if (version === 3) {
      lists.toThrow(refused)
      nothing.not.toThrow()
      none.toThrow(refused)
    } else {
      lists.not.toThrow()
      nothing.toThrow(refused)
      none.not.toThrow()
    }
  })

  it('security: the network is held against the domain', () => {
    const elsewhere = { ...MAIL, domain: { ...MAIL.domain, chainId: 137 } }
    expect(() => parseTypedData(elsewhere, 1, version)).toThrow(
      'Provided chainId "137" must match the active chainId "1"',
    )
  })

  it('security: an account of the wallet is no contract, and delegates to nobody', () => {
    const own = [parseAddress(ME)]
    const refused = expect.objectContaining({ code: -32602 })
    for (const verifyingContract of [ME, ME.toUpperCase().replace('0X', '0x'), ` ${ME}`]) {
      const data = { ...MAIL, domain: { ...MAIL.domain, verifyingContract } }
      expect(() => parseTypedData(data, 1, version, own)).toThrow(refused)
    }
    const unsigned = {
      ...MAIL,
      types: { ...MAIL.types, EIP712Domain: [] },
      domain: { verifyingContract: ME },
    }
    expect(() => parseTypedData(unsigned, 1, version, own)).toThrow(refused)
    expect(() => parseTypedData(unsigned, 1, version)).not.toThrow()
    for (const verifyingContract of [1, {}, 'example.org', '0x12', `${ME}00`]) {
      const data = { ...unsigned, domain: { verifyingContract } }
      expect(() => parseTypedData(data, 1, version, own)).toThrow(refused)
    }
    const delegation = (delegator: string) => ({
      ...MAIL,
      types: { ...MAIL.types, Delegation: [{ name: 'delegator', type: 'address' }] },
      primaryType: 'Delegation',
      message: { delegator },
    })
    expect(() => parseTypedData(delegation(ME), 1, version, own)).toThrow(refused)
    expect(() => parseTypedData(delegation(`0x${'11'.repeat(20)}`), 1, version, own)).not.toThrow()
  })
})
