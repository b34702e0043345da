import { Interface, id } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { decodeCall } from '../calls.ts'
import { type ExplainContext, type ExplainedTransaction, explainTransaction, past } from './explain.ts'

const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const BOB = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const NEW = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const COLLECTION = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'
const MAX = 2n ** 256n - 1n

const abi = new Interface([
  'function transfer(address to,uint256 amount)',
  'function transferFrom(address from,address to,uint256 amount)',
  'function approve(address spender,uint256 amount)',
  'function increaseAllowance(address spender,uint256 amount)',
  'function setApprovalForAll(address operator,bool approved)',
  'function safeTransferFrom(address from,address to,uint256 id)',
  'function safeTransferFrom(address from,address to,uint256 id,bytes data)',
  'function safeTransferFrom(address from,address to,uint256 id,uint256 amount,bytes data)',
  'function safeBatchTransferFrom(address from,address to,uint256[] ids,uint256[] amounts,bytes data)',
])
const encode = (name: string, ...args: unknown[]): Hex => `0x${abi.encodeFunctionData(name, args).slice(2)}`

const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) =>
    sameAddress(address, USDC) ? { address: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6 } : null,
  item: (address) => (sameAddress(address, COLLECTION) ? 'Apes' : null),
  name: () => null,
  isContract: true,
}
const explain = (tx: Partial<ExplainedTransaction>, over: Partial<ExplainContext> = {}) =>
  explainTransaction(
    { chainId: 1, from: ME, to: USDC, value: 0n, data: '0x', ...tx },
    { ...context, ...over },
  )
const words = (parts: readonly Part[]) =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? `*${part.strong}*` : part.address))
    .join('')
const told = (tx: Partial<ExplainedTransaction>, over: Partial<ExplainContext> = {}) =>
  explain(tx, over).summary.map(words)

describe('sentences', () => {
  it.each<[Partial<ExplainedTransaction>, string[]]>([
    [{ to: BOB, value: 10n ** 18n }, [`Send *1 ETH* to ${BOB}`]],
    [{ data: encode('transfer', BOB, 100_500_000n) }, [`Send *100.5 USDC* to ${BOB}`]],
    [{ to: NEW, data: encode('transfer', BOB, 7n) }, [`Send *7 base units* of ${NEW} to ${BOB}`]],
    [{ data: encode('transferFrom', ME, BOB, 1_000_000n) }, [`Send *1 USDC* to ${BOB}`]],
    [{ data: encode('transferFrom', BOB, EVE, 1_000_000n) }, [`Move *1 USDC* from ${BOB} to ${EVE}`]],
    [
      { to: NEW, data: encode('transferFrom', ME, BOB, 5n) },
      [`Send *5 base units* (or item number) of ${NEW} to ${BOB}`],
    ],
    [{ data: encode('approve', EVE, 100_000_000n) }, [`Let ${EVE} spend up to *100 USDC*`]],
    [{ data: encode('approve', EVE, MAX) }, [`Let ${EVE} spend *unlimited* *USDC*`]],
    [{ to: NEW, data: encode('approve', EVE, MAX) }, [`Let ${EVE} spend *unlimited* ${NEW}`]],
    [
      { to: NEW, data: encode('approve', EVE, 9n) },
      [`Let ${EVE} spend up to *9 base units* (or item number) of ${NEW}`],
    ],
    [{ data: encode('approve', EVE, 0n) }, [`Take back the right of ${EVE} to spend your *USDC*`]],
    [
      { to: COLLECTION, data: encode('approve', EVE, 0n) },
      [`Let ${EVE} take *item #0* of ${COLLECTION}, if it has items`],
    ],
    [
      { data: encode('increaseAllowance', EVE, 1_000_000n) },
      [`Let ${EVE} spend *1 USDC*, on top of what it may spend already`],
    ],
    [
      { to: NEW, data: encode('setApprovalForAll', EVE, true) },
      [`Let ${EVE} take *all your items* of ${NEW}, now and later`],
    ],
    [
      { to: NEW, data: encode('setApprovalForAll', EVE, false) },
      [`Take back the right of ${EVE} to move your items of ${NEW}`],
    ],
    [
      { to: NEW, data: encode('safeTransferFrom(address,address,uint256)', ME, BOB, 5n) },
      [`Send *item #5* of ${NEW} to ${BOB}`],
    ],
    [
      { to: NEW, data: encode('safeTransferFrom(address,address,uint256,bytes)', EVE, BOB, 5n, '0x01') },
      [`Move *item #5* of ${NEW} from ${EVE} to ${BOB}`],
    ],
    [
      {
        to: NEW,
        data: encode('safeTransferFrom(address,address,uint256,uint256,bytes)', ME, BOB, 5n, 3n, '0x'),
      },
      [`Send *3 of item #5* of ${NEW} to ${BOB}`],
    ],
    [
      { to: NEW, data: encode('safeBatchTransferFrom', ME, BOB, [5n, 6n], [3n, 4n], '0x') },
      [`Send *2 kinds of items* of ${NEW} to ${BOB}`],
    ],
    [{ to: null, data: '0x6000' }, ['Create a *new contract*']],
    [
      { to: null, data: '0x6000', value: 1n },
      ['Create a *new contract* and send it *0.000000000000000001 ETH*'],
    ],
    [
      { to: NEW, data: '0x12345678' },
      [`Call *0x12345678* on ${NEW}`, 'Candor cannot tell what this call does.'],
    ],
    [
      { to: NEW, data: '0x1234', value: 10n ** 18n },
      [`Send *1 ETH* to ${NEW} and call *2 bytes of data*`, 'Candor cannot tell what this call does.'],
    ],
    [
      { data: encode('transfer', BOB, 1_000_000n), value: 10n ** 18n },
      [`Send *1 USDC* to ${BOB}`, `Also send *1 ETH* to ${USDC}`],
    ],
  ])('behavior: %#', (tx, sentences) => {
    expect(told(tx)).toEqual(sentences)
  })
  it('behavior: data to an address without code is a send with data, whatever it begins with', () => {
    const tx = { to: BOB, value: 10n ** 18n, data: encode('transfer', EVE, 1n) } as const
    expect(told(tx, { isContract: false })).toEqual([`Send *1 ETH* to ${BOB} with 68 bytes of data`])
  })
  it('security: a name of ours stands beside the address, never in its place, and hides nothing', () => {
    expect(told({ to: BOB, value: 1n }, { name: () => 'Bo\u202Eb' })).toEqual([
      `Send *0.000000000000000001 ETH* to *Bo⟨U+202E⟩b* (${BOB})`,
    ])
  })
  it('security: a symbol cannot break out of its sentence', () => {
    const token = () => ({ address: USDC, symbol: 'USDC\nto 0x00'.repeat(9), name: '', decimals: 6 }) as const
    expect(told({ data: encode('transfer', BOB, 1n) }, { token })[0]).not.toContain('\n')
  })
})

describe('security: a symbol that only the contract claims', () => {
  const read: Partial<ExplainContext> = {
    token: () => ({ address: NEW, symbol: 'USDC', name: 'x', decimals: 6, origin: 'read' }),
  }
  it.each<[string, Hex, string]>([
    ['is sent', encode('transfer', BOB, 5_000_000n), `Send *5 USDC* (${NEW}) to ${BOB}`],
    ['is allowed', encode('approve', EVE, 5_000_000n), `Let ${EVE} spend up to *5 USDC* (${NEW})`],
    ['is allowed without limit', encode('approve', EVE, MAX), `Let ${EVE} spend *unlimited* *USDC* (${NEW})`],
  ])('behavior: stands beside the address when it %s', (_, data, sentence) => {
    const { summary, changes } = explain({ to: NEW, data }, read)
    expect(summary.map(words)).toEqual([sentence])
    expect(changes).toEqual([])
  })
})

describe('kind, changes, details', () => {
  const changes = (tx: Partial<ExplainedTransaction>) =>
    explain(tx).changes.map(({ token, amount }) => [token, amount])
  it('behavior: what leaves and comes', () => {
    expect(changes({ to: BOB, value: 5n })).toEqual([['native', '-5']])
    expect(changes({ to: ME, value: 5n })).toEqual([])
    expect(changes({ data: encode('transfer', BOB, 7n), value: 2n })).toEqual([
      ['native', '-2'],
      [USDC, '-7'],
    ])
    expect(changes({ data: encode('transfer', ME, 7n) })).toEqual([])
    expect(changes({ data: encode('transferFrom', BOB, ME, 7n) })).toEqual([[USDC, '7']])
    expect(changes({ data: encode('transferFrom', BOB, EVE, 7n) })).toEqual([])
    expect(changes({ to: NEW, data: encode('transfer', BOB, 7n) })).toEqual([])
    expect(changes({ to: null, data: '0x60', value: 3n })).toEqual([['native', '-3']])
  })
  it('behavior: the kind of each', () => {
    const kind = (tx: Partial<ExplainedTransaction>) => explain(tx).kind
    expect(kind({ to: BOB })).toBe('send')
    expect(kind({ data: encode('transfer', BOB, 7n) })).toBe('token-send')
    expect(kind({ data: encode('approve', BOB, 7n) })).toBe('approve')
    expect(kind({ data: '0x12345678' })).toBe('contract')
    expect(kind({ to: null, data: '0x60' })).toBe('deploy')
    expect(explain({}).token?.symbol).toBe('USDC')
    expect(explain({ to: BOB }).token).toBeUndefined()
  })
  it('security: recipient, value, length and selector are told even of what is understood', () => {
    expect(explain({ data: encode('approve', EVE, 7n) }).details).toEqual([
      { label: 'To', value: USDC, mono: true },
      { label: 'Value', value: '0 ETH' },
      { label: 'Data', value: '68 bytes' },
      { label: 'Calldata Digest', value: expect.stringMatching(/^0x[0-9a-f]{64}$/), mono: true },
      { label: 'Selector', value: '0x095ea7b3', mono: true },
      { label: 'Function', value: 'approve(address,uint256)', mono: true },
      { label: 'Argument spender', value: EVE, mono: true },
      { label: 'Argument amount', value: '7', mono: true },
    ])
    const batch = explain({ data: encode('safeBatchTransferFrom', ME, BOB, [5n, 6n], [3n, 4n], '0x') })
    expect(batch.details).toContainEqual({ label: 'Argument items', value: '3 of #5, 4 of #6', mono: true })
    expect(explain({ data: '0x12345678' }).details.at(-1)?.value).toBe('not known')
    expect(explain({ to: null, data: '0x12345678' }).details.map(({ label }) => label)).toEqual([
      'To',
      'Value',
      'Data',
      'Calldata Digest',
    ])
    expect(explain({ to: BOB }).details).toHaveLength(2)
  })
  it('behavior: the title as the activity tells it', () => {
    const title = (tx: Partial<ExplainedTransaction>) => words(past(explain(tx).summary[0] ?? []))
    expect(title({ to: BOB, value: 10n ** 18n })).toBe(`Sent *1 ETH* to ${BOB}`)
    expect(title({ data: encode('approve', EVE, 0n) })).toMatch(/^Took back/)
    expect(title({ data: encode('approve', EVE, 1n) })).toMatch(/^Let /)
    expect(title({ to: null, data: '0x60' })).toMatch(/^Created a/)
    expect(title({ to: NEW, data: '0x12345678' })).toMatch(/^Called/)
    expect(past([])).toEqual([])
    expect(past([{ strong: 'Send' }, ' x'])).toEqual([{ strong: 'Send' }, ' x'])
    expect(past(['constructor x'])).toEqual(['constructor x'])
  })
})

describe('strict decoding', () => {
  const good = encode('approve', EVE, 7n)
  const word = (hex: string) => hex.padStart(64, '0')
  it('behavior: every signature has its selector', () => {
    abi.forEachFunction((fragment) => {
      const selector: Hex = `0x${id(fragment.format()).slice(2, 10)}`
      expect(decodeCall(selector)).toEqual({ selector, signature: fragment.format(), call: null })
    })
  })
  it.each<[string, Hex]>([
    ['a missing byte', good.slice(0, -2) as Hex],
    ['a byte too many', `${good}00`],
    ['a word too many', `${good}${word('0')}`],
    ['only the selector', '0x095ea7b3'],
    ['dirt before an address', `0x095ea7b3${'1'.padEnd(24, '0')}${EVE.slice(2)}${word('7')}`],
    ['true as 2', `0xa22cb465${word(EVE.slice(2))}${word('2')}`],
    ['true as a high bit', `0xa22cb465${word(EVE.slice(2))}${'1'.padEnd(64, '0')}`],
    ['ids and amounts that differ in number', encode('safeBatchTransferFrom', ME, BOB, [5n, 6n], [3n], '0x')],
    ['a batch of nothing', encode('safeBatchTransferFrom', ME, BOB, [], [], '0x')],
  ])('security: %s is not understood', (_, data) => {
    expect(decodeCall(data)?.call).toBeNull()
    expect(told({ data })[1]).toBe('Candor cannot tell what this call does.')
    expect(explain({ data }).details.at(-1)?.value).toMatch(/but the data does not fit it$/)
  })
  it('security: an offset that points elsewhere is not understood', () => {
    const data = encode('safeTransferFrom(address,address,uint256,bytes)', ME, BOB, 5n, '0x')
    const moved: Hex = `${data.slice(0, 10 + 3 * 64) as Hex}${word('a0')}${word('0')}${word('0')}`
    expect(decodeCall(data)?.call).not.toBeNull()
    expect(decodeCall(moved)?.call).toBeNull()
  })
  it('behavior: the case of the digits does not matter', () => {
    expect(decodeCall(`0x${good.slice(2).toUpperCase()}`)?.call).toEqual(decodeCall(good)?.call)
  })
  it('security: whatever the data, it is explained and nothing throws', () => {
    const selector = fc.constantFrom(
      '0xa9059cbb',
      '0x23b872dd',
      '0x095ea7b3',
      '0xa22cb465',
      '0xb88d4fde',
      '0x2eb2c2d6',
      '0x',
    )
    fc.assert(
      fc.property(selector, fc.uint8Array({ maxLength: 260 }), fc.boolean(), (head, tail, deploys) => {
        const data = `${head}${Buffer.from(tail).toString('hex')}` as Hex
        const to: Address | null = deploys ? null : NEW
        expect(explain({ to, data }).summary.length).toBeGreaterThan(0)
      }),
    )
  })
})
