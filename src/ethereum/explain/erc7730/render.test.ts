import { Interface, keccak256 } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Address, Hex } from '../../../shared/hex.ts'
import { parseTypedData, typedDataHashes } from '../../typed-data.ts'
import type { Container, Facts } from '../facts.ts'
import { parseSignature } from '../signature.ts'
import { bindCall, bindMessage, bindRenamed, isBoundTo } from './bind.ts'
import { type Json, openDescriptor, parseDescriptor } from './descriptor.ts'
import { resolveIncludes } from './merge.ts'
import { type Rendered, render } from './render.ts'

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const BOB: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const TOKEN: Address = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const HERE: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const ZERO: Address = '0x0000000000000000000000000000000000000000'

const facts: Facts = {
  coin: (chainId) => (chainId === 10 ? 'OPC' : 'ETH'),
  token: (chainId, address) =>
    address === TOKEN
      ? { symbol: chainId === 10 ? 'TEN' : 'TKN', name: 'Tokens', decimals: 6, vouched: true }
      : null,
  name: (address, sources) => (address === BOB && !sources.includes('ens') ? 'Bob' : null),
  network: (chainId) => (chainId === 10n ? 'Optimism' : null),
  blockTime: (_, height) => (height === 100n ? 1_700_000_000n : null),
  answer: (_, contract, getter) =>
    contract === HERE && getter === 'asset' ? `0x${TOKEN.slice(2).toLowerCase().padStart(64, '0')}` : null,
  madeBy: (_, contract, factories, event) =>
    contract === HERE && factories.includes(TOKEN) && event === 'Made(address)',
}

/** As ERC-7930 defines its checksum: of what follows the version. */
const interoperable = (address: Address) =>
  `${address}@eip155:1#${keccak256(`0x0000010114${address.slice(2).toLowerCase()}`)
    .slice(2, 10)
    .toUpperCase()}`

type Inner = { inner: string }
type Run = { metadata?: Json; definitions?: Json; format: Json; abi?: Json; value?: bigint; chainId?: number }

function run(key: string, args: unknown[], { metadata, definitions, format, abi, value, chainId = 1 }: Run) {
  const descriptor = parseDescriptor({
    context: {
      contract: { deployments: [{ chainId, address: HERE }], ...(abi === undefined ? {} : { abi }) },
    },
    metadata: metadata ?? {},
    display: { definitions: definitions ?? {}, formats: { [key]: format } },
  })
  const types = key.startsWith('0x') || abi !== undefined ? 'pay(address who,uint256 sum)' : key
  const contract = new Interface([`function ${types}`])
  const data = contract.encodeFunctionData(types.slice(0, types.indexOf('(')), args) as Hex
  const container: Container = { chainId, from: ME, to: HERE, value: value ?? 0n }
  expect(isBoundTo(descriptor.binding, container, facts)).toBe(true)
  const bound = bindCall(descriptor, data)
  if (bound === null) throw new Error('not bound')
  return render<Inner>({
    descriptor,
    ...bound,
    container,
    facts,
    embedded: ({ to, value: sent, data: inner, from }) => ({ inner: `${to} ${sent} ${inner} ${from}` }),
  })
}
const rows = ({ fields }: Rendered<Inner>) =>
  fields.map(({ label, text, nested }) => `${label}: ${nested === undefined ? text : nested.inner}`)
const one = (type: string, value: unknown, field: object, rest: Partial<Run> = {}) =>
  rows(
    run(`f(${type} x)`, [value], {
      ...rest,
      format: { intent: 'I', fields: [{ path: 'x', label: 'X', ...field }] },
    }),
  )[0]
const sentence = (key: string, args: unknown[], interpolatedIntent: string, fields: Json) =>
  run(key, args, { format: { intent: 'Plain', interpolatedIntent, fields } })
    .sentence?.map((part) =>
      typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address,
    )
    .join('') ?? null

describe('formats', () => {
  it.each<[string, string, unknown, object, string]>([
    ['raw integer', 'int256', -5n, { format: 'raw' }, '-5'],
    ['raw by default', 'uint8', 7, {}, '7'],
    ['raw bool', 'bool', false, { format: 'raw' }, 'false'],
    ['raw bytes', 'bytes', '0xAB01', { format: 'raw' }, '0xab01'],
    ['raw text with a mark in it', 'string', 'a\u202Eb', { format: 'raw' }, 'a⟨U+202E⟩b'],
    ['raw address', 'address', BOB, { format: 'raw' }, BOB],
    ['amount', 'uint256', 15n * 10n ** 17n, { format: 'amount' }, '1.5 ETH'],
    ['tokenAmount', 'uint256', 1_500_000n, { format: 'tokenAmount', params: { token: TOKEN } }, '1.5 TKN'],
    [
      'of another network',
      'uint256',
      1n,
      { format: 'tokenAmount', params: { token: TOKEN, chainId: 10 } },
      '0.000001 TEN',
    ],
    [
      'of a token that is not known',
      'uint256',
      7n,
      { format: 'tokenAmount', params: { token: BOB } },
      `7 base units of ${BOB}`,
    ],
    ['of no token', 'uint256', 7n, { format: 'tokenAmount' }, '7 base units of a token that is not known'],
    [
      'at the threshold',
      'uint256',
      255n,
      { format: 'tokenAmount', params: { token: TOKEN, threshold: '0xff' } },
      'Unlimited TKN',
    ],
    [
      'over it, with a message',
      'uint256',
      256n,
      { format: 'tokenAmount', params: { token: TOKEN, threshold: '0xff', message: 'All' } },
      'All TKN',
    ],
    [
      'of the coin',
      'uint256',
      10n ** 18n,
      { format: 'tokenAmount', params: { token: ZERO, nativeCurrencyAddress: [ZERO] } },
      '1 ETH',
    ],
    [
      'of the asset of a vault',
      'uint256',
      1_500_000n,
      { format: 'tokenAmount', params: { tokenPath: '@.to', $getter: 'asset' } },
      '1.5 TKN',
    ],
    [
      'of a vault that does not answer',
      'uint256',
      7n,
      { format: 'tokenAmount', params: { token: BOB, $getter: 'asset' } },
      `7 base units of the token of ${BOB}`,
    ],
    ['tokenTicker', 'address', TOKEN, { format: 'tokenTicker' }, 'TKN'],
    ['tokenTicker of none', 'address', BOB, { format: 'tokenTicker' }, BOB],
    ['nftName', 'uint256', 9n, { format: 'nftName', params: { collection: BOB } }, 'Bob #9'],
    ['nftName of none', 'uint256', 9n, { format: 'nftName', params: { collection: ME } }, `9 of ${ME}`],
    ['addressName', 'address', BOB, { format: 'addressName' }, `Bob (${BOB})`],
    [
      'addressName of one source',
      'address',
      BOB,
      { format: 'addressName', params: { sources: ['ens'] } },
      BOB,
    ],
    ['the sender', 'address', ZERO, { format: 'addressName', params: { senderAddress: ZERO } }, 'Sender'],
    [
      'addressName in a word',
      'bytes32',
      `0x${'0'.repeat(24)}${BOB.slice(2)}`,
      { format: 'addressName' },
      `Bob (${BOB}): 0x${'0'.repeat(24)}${BOB.slice(2).toLowerCase()}`,
    ],
    [
      'addressName of a number with flags above the address',
      'uint256',
      (1n << 255n) + BigInt(BOB),
      { format: 'addressName' },
      String((1n << 255n) + BigInt(BOB)),
    ],
    [
      'addressName of a number',
      'uint256',
      BigInt(BOB),
      { format: 'addressName' },
      `Bob (${BOB}): ${BigInt(BOB)}`,
    ],
    [
      'tokenAmount of what is no address',
      'uint256',
      7n,
      { format: 'tokenAmount', params: { tokenPath: '#.x.[0:3]' } },
      '7 base units of a token that is not known',
    ],
    [
      'addressName of a word that is more than an address',
      'bytes32',
      `0x80${'0'.repeat(22)}${BOB.slice(2)}`,
      { format: 'addressName' },
      `0x80${'0'.repeat(22)}${BOB.slice(2).toLowerCase()}`,
    ],
    [
      'date',
      'uint64',
      1_709_191_632n,
      { format: 'date', params: { encoding: 'timestamp' } },
      '29 February 2024, 07:27:12 UTC (2024-02-29 07:27:12Z)',
    ],
    [
      'no date',
      'uint256',
      2n ** 256n - 1n,
      { format: 'date', params: { encoding: 'timestamp' } },
      `${2n ** 256n - 1n} (beyond any date)`,
    ],
    [
      'block',
      'uint256',
      100n,
      { format: 'date', params: { encoding: 'blockheight' } },
      '14 November 2023, 22:13:20 UTC (2023-11-14 22:13:20Z), block 100',
    ],
    [
      'block of unknown time',
      'uint256',
      101n,
      { format: 'date', params: { encoding: 'blockheight' } },
      'block 101',
    ],
    ['duration', 'uint256', 8250n, { format: 'duration' }, '02:17:30'],
    ['duration of days', 'uint256', 180_000n, { format: 'duration' }, '50:00:00'],
    ['unit', 'uint256', 15n, { format: 'unit', params: { base: 'd', decimals: 1 } }, '1.5d'],
    ['unit behind a space', 'uint256', 15n, { format: 'unit', params: { base: ' d ' } }, '15 d'],
    ['unit that is only a space', 'uint256', 15n, { format: 'unit', params: { base: ' ' } }, '15'],
    ['unit with prefix', 'uint256', 36_000n, { format: 'unit', params: { base: 's', prefix: true } }, '36ks'],
    ['chainId', 'uint256', 10n, { format: 'chainId' }, 'Optimism'],
    ['chainId of none', 'uint256', 77n, { format: 'chainId' }, 'chain 77'],
    [
      'interoperableAddressName',
      'bytes',
      '0x00010000010114D8DA6BF26964AF9D7EED9E03E53415D37AA96045',
      { format: 'interoperableAddressName' },
      '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045@eip155:1#4CA88C9C',
    ],
    [
      'interoperableAddressName of a name',
      'bytes',
      `0x00010000010114${BOB.slice(2)}`,
      { format: 'interoperableAddressName' },
      `Bob (${interoperable(BOB)})`,
    ],
    [
      'interoperableAddressName of one source',
      'bytes',
      `0x00010000010114${BOB.slice(2)}`,
      { format: 'interoperableAddressName', params: { sources: ['ens'] } },
      interoperable(BOB),
    ],
    [
      'interoperableAddressName of the sender',
      'bytes',
      `0x00010000010114${BOB.slice(2)}`,
      { format: 'interoperableAddressName', params: { senderAddress: [BOB] } },
      'Sender',
    ],
    [
      'interoperableAddressName of no account',
      'bytes',
      '0x000100000000',
      { format: 'interoperableAddressName' },
      '0x@eip155:#E8E77626',
    ],
    [
      'addressName of a token',
      'address',
      TOKEN,
      { format: 'addressName', params: { types: ['token'] } },
      `Tokens, TKN (${TOKEN})`,
    ],
    ['addressName of a token, not said to be one', 'address', TOKEN, { format: 'addressName' }, TOKEN],
    [
      'over the threshold, of a token that is not known',
      'uint256',
      256n,
      { format: 'tokenAmount', params: { token: BOB, threshold: '0xff' } },
      `Unlimited: 256 base units of ${BOB}`,
    ],
    [
      'a token that a path writes out',
      'uint256',
      1_500_000n,
      { format: 'tokenAmount', params: { tokenPath: TOKEN } },
      '1.5 TKN',
    ],
    [
      'unit below one with prefix',
      'uint256',
      5n,
      { format: 'unit', params: { base: 's', decimals: 2, prefix: true } },
      '50ms',
    ],
    [
      'unit of nothing with prefix',
      'uint256',
      0n,
      { format: 'unit', params: { base: 'g', prefix: true } },
      '0g',
    ],
    [
      'unit of less than the smallest prefix',
      'uint256',
      1n,
      { format: 'unit', params: { base: 'g', decimals: 20, prefix: true } },
      '0.01ag',
    ],
    [
      'encrypted',
      'bytes32',
      `0x${'ab'.repeat(32)}`,
      { format: 'tokenAmount', encryption: { scheme: 'fhevm', fallbackLabel: '[Hidden]' } },
      `[Hidden] 0x${'ab'.repeat(32)}`,
    ],
    [
      'calldata',
      'bytes',
      '0x12345678',
      { format: 'calldata', params: { callee: BOB, amount: 5, spender: TOKEN } },
      `${BOB} 5 0x12345678 ${TOKEN}`,
    ],
    [
      'calldata without selector',
      'bytes',
      '0xaa',
      { format: 'calldata', params: { calleePath: '@.to', selector: '0x01020304' } },
      `${HERE} 0 0x01020304aa ${ME}`,
    ],
    ['slice of bytes', 'bytes', '0x0102030405', { path: 'x.[1:-1]' }, '0x020304'],
    ['end of a number', 'uint256', BigInt(BOB), { path: 'x.[-20:]', format: 'addressName' }, `Bob (${BOB})`],
    ['a literal', 'bool', true, { path: undefined, value: 'as it is' }, 'as it is'],
  ])('behavior: %s', (_, type, value, field, expected) => {
    const { path = 'x', ...rest } = field as { path?: string }
    const given = 'value' in field ? rest : { path, ...rest }
    const shown = rows(
      run(`f(${type} x)`, [value], { format: { intent: 'I', fields: [{ label: 'X', ...given } as Json] } }),
    )
    expect(shown).toEqual([`X: ${expected}`])
  })
  it('behavior: an enum, and a value that it does not have', () => {
    const metadata = { enums: { kind: { '1': 'stable' } } }
    const field = { format: 'enum', params: { $ref: '$.metadata.enums.kind' } }
    expect(one('uint8', 1, field, { metadata })).toBe('X: stable')
    expect(one('uint8', 2, field, { metadata })).toBe('X: 2')
  })
  it('behavior: an enum of bytes, by their digits in any case or by their number', () => {
    const metadata = { enums: { kind: { '0xAB': 'shares', '2': 'assets' } } }
    const field = { format: 'enum', params: { $ref: '$.metadata.enums.kind' } }
    expect(one('bytes1', '0xab', field, { metadata })).toBe('X: shares')
    expect(one('bytes1', '0x02', field, { metadata })).toBe('X: assets')
    expect(one('bytes', `0x${'01'.repeat(40)}`, field, { metadata })).toBe(`X: 0x${'01'.repeat(40)}`)
  })
  it('behavior: constants and maps, by what the data says', () => {
    const metadata = { constants: { t: TOKEN }, maps: { by: { values: { '1': '$.metadata.constants.t' } } } }
    expect(
      one(
        'uint256',
        1_000_000n,
        { format: 'tokenAmount', params: { token: '$.metadata.constants.t' } },
        { metadata },
      ),
    ).toBe('X: 1 TKN')
    const map = {
      format: 'tokenAmount',
      params: { token: { map: '$.metadata.maps.by', keyPath: '@.chainId' } },
    }
    expect(one('uint256', 1_000_000n, map, { metadata })).toBe('X: 1 TKN')
    expect(() => one('uint256', 1n, map, { metadata, chainId: 5 })).toThrow('no such key')
  })
  const byChain = (name: string) => ({ map: `$.metadata.maps.${name}`, keyPath: '@.chainId' })
  it.each<[string, string, unknown, object, string]>([
    [
      'unit',
      'uint256',
      1500n,
      {
        params: {
          base: '$.metadata.constants.base',
          decimals: byChain('decimals'),
          prefix: '$.metadata.constants.yes',
        },
      },
      '1.5k%',
    ],
    [
      'date',
      'uint256',
      100n,
      { params: { encoding: '$.metadata.constants.by' } },
      '14 November 2023, 22:13:20 UTC (2023-11-14 22:13:20Z), block 100',
    ],
    ['tokenAmount', 'uint256', 1n, { params: { token: TOKEN, chainId: byChain('chain') } }, '0.000001 TEN'],
    ['addressName', 'address', BOB, { params: { sources: ['$.metadata.constants.source'] } }, BOB],
    [
      'calldata',
      'bytes',
      '0x12345678',
      { params: { callee: BOB, amount: byChain('amount'), chainId: byChain('chain') } },
      `${BOB} 70000000000000000000 0x12345678 ${ME}`,
    ],
  ])(
    'behavior: every parameter may be a constant or of a map: %s',
    (format, type, value, field, expected) => {
      const metadata = {
        constants: { base: '%', yes: true, by: 'blockheight', source: 'ens' },
        maps: {
          decimals: { values: { '1': 0 } },
          chain: { values: { '1': '10' } },
          amount: { values: { '1': '70000000000000000000' } },
        },
      }
      expect(one(type, value, { format, ...field }, { metadata })).toBe(`X: ${expected}`)
    },
  )
  it('error: more decimals than any unit has', () => {
    const params = { base: 'g', decimals: 1_000_000_000 }
    expect(() => one('uint256', 1n, { format: 'unit', params })).toThrow('too many decimals')
  })
  it('behavior: the token that a contract without answers is', () => {
    const metadata = { token: { name: 'Old', ticker: 'OLD', decimals: 2 } }
    for (const params of [{ tokenPath: '@.to' }, { token: '$.metadata.token' }])
      expect(one('uint256', 150n, { format: 'tokenAmount', params }, { metadata })).toBe('X: 1.5 OLD')
    const named = { format: 'tokenAmount', params: { token: '$.metadata.token' } }
    expect(() => one('uint256', 150n, named)).toThrow('not declared')
  })
})

describe('fields', () => {
  it.each<[object, number, string[]]>([
    [{ visible: 'never' }, 1, []],
    [{ visible: 'optional' }, 1, ['X: 1']],
    [{ visible: { ifNotIn: [1, '0x02'] } }, 1, []],
    [{ visible: { ifNotIn: [1, '0x02'] } }, 2, []],
    [{ visible: { ifNotIn: [1] } }, 3, ['X: 3']],
    [{ visible: { mustMatch: ['1'] } }, 1, []],
  ])('behavior: shown or not: %j of %i', (field, value, expected) => {
    const format = { intent: 'I', fields: [{ path: 'x', label: 'X', ...field } as Json] }
    expect(rows(run('f(uint8 x)', [value], { format }))).toEqual(expected)
  })
  it('security: a value that must be another makes the descriptor not applicable', () => {
    const format = { intent: 'I', fields: [{ path: 'x', label: 'X', visible: { mustMatch: [1] } }] }
    expect(() => run('f(uint8 x)', [2], { format })).toThrow()
  })
  const lists = 'f(uint256[] a,(address t,uint256 n)[] b)'
  const values = [
    [1n, 2n],
    [
      [TOKEN, 1_000_000n],
      [TOKEN, 2_000_000n],
    ],
  ]
  it('behavior: lists: each element with the parameter of the same place', () => {
    const fields = [
      { path: 'b.[].n', label: 'N', format: 'tokenAmount', params: { tokenPath: 'b.[].t' } },
      { path: '#.a', label: 'A', separator: 'Number {index}' },
      { path: 'a.[-1]', label: 'Last' },
      { path: 'a.[0:1]', label: 'First' },
      { path: 'a.length', label: 'Count' },
    ]
    expect(rows(run(lists, values, { format: { intent: 'I', fields } }))).toEqual([
      'N: 1 TKN',
      'N: 2 TKN',
      ': Number 0',
      'A: 1',
      ': Number 1',
      'A: 2',
      'Last: 2',
      'First: 1',
      'Count: 2',
    ])
  })
  it.each<[string | undefined, string[]]>([
    [undefined, ['A: 1', 'A: 2', 'N: 1000000', 'N: 2000000']],
    ['sequential', ['A: 1', 'A: 2', 'N: 1000000', 'N: 2000000']],
    ['bundled', ['A: 1', 'N: 1000000', 'A: 2', 'N: 2000000']],
  ])('behavior: a group, %s', (iteration, expected) => {
    const group = {
      label: 'G',
      fields: [
        { path: 'a.[]', label: 'A' },
        { path: 'b.[].n', label: 'N' },
      ],
    }
    const fields = [iteration === undefined ? group : { ...group, iteration }]
    expect(rows(run(lists, values, { format: { intent: 'I', fields } }))).toEqual(['G: ', ...expected])
  })
  it('behavior: paths in a group are relative to each of its elements', () => {
    const fields = [
      {
        path: 'b.[]',
        fields: [
          { path: 'n', label: 'N', format: 'tokenAmount', params: { tokenPath: 't' } },
          { path: '@.from', label: 'By' },
        ],
      },
    ]
    expect(rows(run(lists, values, { format: { intent: 'I', fields } }))).toEqual([
      'N: 1 TKN',
      `By: ${ME}`,
      'N: 2 TKN',
      `By: ${ME}`,
    ])
  })
  it('behavior: a group of a list that does not say "of all", and the number of each element', () => {
    const group = { path: 'b', fields: [{ path: 'n', label: 'N', separator: 'Element {index}' }] }
    const shown = run(lists, values, {
      format: { intent: 'I', interpolatedIntent: 'All of {b.[].n}', fields: [group] },
    })
    expect(rows(shown)).toEqual([': Element 0', 'N: 1000000', ': Element 1', 'N: 2000000'])
    expect(shown.sentence).toEqual(['All of ', { strong: '1000000' }, ' and ', { strong: '2000000' }])
  })
  it('behavior: what is never shown need not be there', () => {
    const fields = [
      { path: 'gone.[3].x', label: 'G', visible: 'never' },
      { path: 'a.[0]', label: 'A' },
    ]
    expect(rows(run(lists, values, { format: { intent: 'I', fields } }))).toEqual(['A: 1'])
  })
  it('error: lists that belong together and differ in length', () => {
    const fields = [{ path: 'a.[]', label: 'A', format: 'tokenAmount', params: { tokenPath: 'b.[].t' } }]
    expect(() => run(lists, [[1n, 2n, 3n], values[1]], { format: { intent: 'I', fields } })).toThrow(
      'differ in length',
    )
  })
  it('behavior: a definition, with what is overridden', () => {
    const definitions = {
      sum: { label: 'Sum', format: 'tokenAmount', params: { token: TOKEN, threshold: '0x10' } },
    }
    const format = {
      intent: 'I',
      fields: [{ path: 'x', $ref: '$.display.definitions.sum', params: { message: 'Lots of' } }],
    }
    expect(rows(run('f(uint256 x)', [16n], { definitions, format }))).toEqual(['Sum: Lots of TKN'])
  })
  it('behavior: a constant over a path, and a value over a path', () => {
    const definitions = {
      sum: { path: 'y', label: 'Sum', format: 'tokenAmount', params: { tokenPath: '@.to' } },
    }
    const fields = [
      { path: 'x', $ref: '$.display.definitions.sum', params: { token: TOKEN } },
      { value: 2_000_000, $ref: '$.display.definitions.sum', params: { token: TOKEN } },
    ]
    const shown = run('f(uint256 x)', [1_000_000n], { definitions, format: { intent: 'I', fields } })
    expect(rows(shown)).toEqual(['Sum: 1 TKN', 'Sum: 2 TKN'])
  })
})

describe('sentences', () => {
  const key = 'f(address to,uint256 n)'
  const fields = [
    { path: 'to', label: 'To', format: 'addressName' },
    { path: '#.n', label: 'N', format: 'tokenAmount', params: { token: TOKEN } },
  ]
  it.each<[string, string | null]>([
    ['Send {n} to {to}', `Send 1 TKN to Bob (${BOB})`],
    ['{{n}} is {#.n}', '{n} is 1 TKN'],
    ['Send {missing}', null],
    ['Send {n', null],
  ])('behavior: %s', (template, expected) => {
    expect(sentence(key, [BOB, 1_000_000n], template, fields)).toBe(expected)
  })
})

it('behavior: in a sentence an encrypted value is its label alone', () => {
  const encryption = { scheme: 'fhevm', plaintextType: 'uint64', fallbackLabel: '[Encrypted Amount]' }
  const fields = [{ path: 'x', label: 'X', format: 'tokenAmount', encryption }]
  expect(sentence('f(bytes32 x)', [`0x${'ab'.repeat(32)}`], 'Send {x} now', fields)).toBe(
    'Send [Encrypted Amount] now',
  )
})

describe('what it is bound to', () => {
  const display = { formats: { 'f(uint256 x)': { intent: 'I', fields: [] } } }
  it('behavior: a contract that a factory made', () => {
    const factory = { deployments: [{ chainId: 1, address: TOKEN }], deployEvent: 'Made(address)' }
    const { binding } = parseDescriptor({ context: { contract: { factory } }, display })
    const at = (chainId: number, to: Address) =>
      isBoundTo(binding, { chainId, from: ME, to, value: 0n }, facts)
    expect([at(1, HERE), at(10, HERE), at(1, BOB)]).toEqual([true, false, false])
  })
  it('behavior: version 1: names from the ABI, a selector as the key, paths left out', () => {
    const abi = [
      {
        type: 'function',
        name: 'pay',
        inputs: [
          { name: 'who', type: 'address' },
          { name: 'sum', type: 'uint256' },
        ],
      },
    ]
    const format = {
      intent: { Kind: 'Pay' },
      fields: [
        { path: 'sum', label: 'Sum' },
        { path: 'who', label: 'Who' },
      ],
      required: ['sum'],
      excluded: ['who'],
    }
    for (const key of [
      'pay(address,uint256)',
      new Interface(['function pay(address,uint256)']).getFunction('pay')?.selector ?? '',
    ]) {
      const shown = run(key, [BOB, 3n], { abi, format })
      expect([shown.intent, ...rows(shown)]).toEqual(['Kind: Pay', 'Sum: 3'])
    }
  })
  it('behavior: version 1: a path left out inside of a group', () => {
    const fields = [
      {
        path: 'p',
        fields: [
          { path: 'x', label: 'X' },
          { path: 'y', label: 'Y' },
        ],
      },
    ]
    const format = { intent: 'I', fields, excluded: ['#.p.x'] }
    expect(rows(run('f((uint256 x,uint256 y) p)', [[1n, 2n]], { format }))).toEqual(['Y: 2'])
  })
  it('security: a function that is declared twice is of no descriptor', () => {
    const formats = {
      'f(uint256 x)': { intent: 'A', fields: [] },
      'f(uint256 y)': { intent: 'B', fields: [] },
      'g()': { intent: 'C', fields: [] },
    }
    const twice = parseDescriptor({ context: { contract: {} }, display: { formats } })
    expect(bindCall(twice, new Interface(['function g()']).encodeFunctionData('g') as Hex)).toBeNull()
  })
  it('behavior: without an intent, the name of the function', () => {
    const descriptor = parseDescriptor({
      context: { contract: {} },
      display: { formats: { 'burn(uint256 x)': { fields: [] } } },
    })
    expect(descriptor.formats.map(([, format]) => format().intent)).toEqual(['burn'])
  })
  it('error: a later version, a definition that is missing, nothing that it is for', () => {
    const $schema = 'https://eips.ethereum.org/assets/eip-7730/erc7730-v3.0.0-next.schema.json'
    expect(() => parseDescriptor({ $schema, context: { contract: {} }, display })).toThrow('later version')
    expect(() => parseDescriptor({ display })).toThrow()
    const formats = { 'f(uint256 x)': { fields: [{ path: 'x', $ref: '$.display.definitions.none' }] } }
    expect(() => parseDescriptor({ context: { contract: {} }, display: { formats } })).toThrow('missing')
  })
  it('error: a format that is malformed is as good as none, and keeps no other away', () => {
    const formats = {
      'f(uint256 x)': { fields: [{ path: 'x', $ref: '$.display.definitions.none' }] },
      'g(uint256 x)': { intent: 'Go', fields: [] },
    }
    const descriptor = openDescriptor({ context: { contract: {} }, display: { formats } })
    const call = (name: string) =>
      new Interface([`function ${name}(uint256 x)`]).encodeFunctionData(name, [1]) as Hex
    expect(bindCall(descriptor, call('f'))).toBeNull()
    expect(bindCall(descriptor, call('g'))?.format.intent).toBe('Go')
  })
  it('behavior: included files: fields joined by path, the including file first', () => {
    const under: Json = {
      display: {
        formats: {
          'f(uint256 x)': { intent: 'A', fields: [{ path: 'x', label: 'X', params: { a: 1, b: 1 } }] },
        },
      },
    }
    const over: Json = {
      includes: 'u',
      display: { formats: { 'f(uint256 x)': { fields: [{ path: 'x', params: { b: 2 } }, { path: 'y' }] } } },
    }
    expect(resolveIncludes(over, '', () => ({ file: under, place: 'u' }))).toEqual({
      display: {
        formats: {
          'f(uint256 x)': {
            intent: 'A',
            fields: [{ path: 'x', label: 'X', params: { a: 1, b: 2 } }, { path: 'y' }],
          },
        },
      },
    })
    const constant: Json = {
      includes: 'u',
      display: { formats: { f: { fields: [{ path: 'x', params: { token: TOKEN } }] } } },
    }
    const path: Json = {
      display: { formats: { f: { fields: [{ path: 'x', params: { tokenPath: 'x' } }] } } },
    }
    expect(resolveIncludes(constant, '', () => ({ file: path, place: 'u' }))).toEqual({
      display: { formats: { f: { fields: [{ path: 'x', params: { token: TOKEN } }] } } },
    })
    expect(() => resolveIncludes(over, '', () => null)).toThrow('missing')
    expect(() => resolveIncludes(over, '', () => ({ file: over, place: 'u' }))).toThrow('too deep')
  })

  const message = (domain: object, type = 'uint256') =>
    parseTypedData(
      {
        types: {
          EIP712Domain: [
            { name: 'name', type: 'string' },
            { name: 'chainId', type: 'uint256' },
            { name: 'verifyingContract', type: 'address' },
          ],
          Mail: [{ name: 'x', type }],
        },
        primaryType: 'Mail',
        domain: { name: 'Post', chainId: 1, verifyingContract: HERE, ...domain },
        message: { x: '1' },
      },
      1,
    )
  const binds = (eip712: object, data = message({}), bind = bindMessage) =>
    bind(
      parseDescriptor({
        context: { eip712: eip712 as Json },
        display: { formats: { 'Mail(uint256 x)': { intent: 'I', fields: [] } } },
      }),
      data,
      { chainId: 1, from: ME, to: HERE, value: 0n },
    ) !== null
  it('security: a message of exactly its type, its domain, its contract', () => {
    const { domainHash } = typedDataHashes(message({}))
    expect(binds({})).toBe(true)
    expect(binds({}, message({}, 'uint128'))).toBe(false)
    expect(binds({ deployments: [{ chainId: 1, address: HERE }] })).toBe(true)
    expect(binds({ deployments: [{ chainId: 10, address: HERE }] })).toBe(false)
    expect(binds({ domain: { name: 'Post', verifyingContract: HERE } })).toBe(true)
    expect(binds({ domain: { version: '1' } })).toBe(false)
    expect(binds({ domain: { name: 'POST' } })).toBe(false)
    expect(binds({ domain: { chainId: 1, verifyingContract: HERE.toLowerCase() } })).toBe(true)
    expect(binds({ domainSeparator: domainHash })).toBe(true)
    expect(binds({ domainSeparator: domainHash }, message({ name: 'Other' }))).toBe(false)
  })
  it('security: with another name or version only for a contract that is named, and everything else as it must be', () => {
    const deployments = [{ chainId: 1, address: HERE }]
    const renamed = (eip712: object, data = message({})) => binds(eip712, data, bindRenamed)
    expect(renamed({ deployments, domain: { name: 'Other', version: '2' } })).toBe(true)
    expect(renamed({ domain: { name: 'Other', verifyingContract: HERE } })).toBe(false)
    expect(renamed({ deployments: [{ chainId: 10, address: HERE }], domain: { name: 'Other' } })).toBe(false)
    expect(renamed({ deployments, domain: { name: 'Other', chainId: 10 } })).toBe(false)
    expect(renamed({ deployments, domain: { name: 'Other', salt: '0x01' } })).toBe(false)
    expect(renamed({ deployments, domain: { name: 'Other' } }, message({}, 'uint128'))).toBe(false)
    const { domainHash } = typedDataHashes(message({}))
    expect(renamed({ deployments, domainSeparator: domainHash })).toBe(false)
  })
})

describe('security: calldata is read byte for byte', () => {
  const descriptor = parseDescriptor({
    context: { contract: {} },
    display: { formats: { 'allow(address who,bool yes)': { intent: 'I', fields: [] } } },
  })
  const data = new Interface(['function allow(address,bool)']).encodeFunctionData('allow', [BOB, true])
  it.each<[string, string, boolean]>([
    ['as it should be', data, true],
    ['cut off', data.slice(0, -2), false],
    ['a dirty bool', `${data.slice(0, -1)}2`, false],
    ['a dirty address', data.replace('0'.repeat(24), `1${'0'.repeat(23)}`), false],
    ['with something behind it', `${data}30db076c`, true],
  ])('behavior: %s', (_, calldata, fits) => {
    expect(bindCall(descriptor, calldata as Hex) !== null).toBe(fits)
  })
  it('behavior: what stands behind is told apart', () => {
    expect(bindCall(descriptor, `${data}30db076c` as Hex)?.extra).toBe('0x30db076c')
  })
})

describe('signatures', () => {
  it.each<[string, boolean]>([
    ['f()', true],
    ['function f(uint a, tuple(address b, bytes32[2][] c)[] d) external returns (bool)', true],
    ['f(uint257 a)', false],
    ['f(bytes33 a)', false],
    ['f(map a)', false],
    ['f(uint256 a', false],
    ['not one', false],
  ])('behavior: %s', (text, good) => {
    expect(parseSignature(text) !== null).toBe(good)
  })
})
