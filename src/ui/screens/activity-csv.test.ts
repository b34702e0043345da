import { describe, expect, test } from 'vitest'
import type { ActivityRow } from '../../messaging/protocol.ts'
import { toCsv } from './activity-csv.ts'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const row = (change: Partial<ActivityRow> = {}): ActivityRow => ({
  id: '1',
  hash: `0x${'ab'.repeat(32)}`,
  chainId: 1,
  account: ME,
  source: 'wallet',
  from: ME,
  to: USDC,
  nonce: 1,
  status: 'confirmed',
  kind: 'swap',
  moves: [],
  spam: false,
  batch: null,
  title: ['Swapped ', { strong: '1\u202F234.5 ETH' }],
  origin: 'https://app.example',
  createdAt: Date.UTC(2026, 10, 28, 1, 2, 3),
  minedAt: null,
  fee: '21000000000001',
  maxFee: '0',
  error: null,
  replaces: null,
  replacedBy: null,
  stuck: null,
  ...change,
})
const accounts = [{ address: ME, name: 'Main' }] as const
const networks = [{ chainId: 1, name: 'Ethereum', symbol: 'ETH' }]
const cells = (csv: string) => csv.split('\r\n')[1]?.split(',') ?? []

/** RFC 4180, as a spreadsheet reads it. */
function read(csv: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end = ''] of csv
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end === '\r\n') lines.push([])
  }
  return lines.slice(0, -1)
}

describe('the table of activity', () => {
  test('behavior: amounts to the last digit, times in UTC, one line a movement, the fee once', () => {
    const csv = toCsv(
      [
        row({
          moves: [
            {
              kind: 'native',
              token: 'native',
              symbol: 'ETH',
              decimals: 18,
              amount: '-1000000000000000001',
              tokenId: null,
            },
            { kind: 'erc20', token: USDC, symbol: 'USDC', decimals: 6, amount: '3120000001', tokenId: null },
          ],
        }),
      ],
      accounts,
      networks,
    )
    const [header, first, second, ...rest] = read(csv)
    expect(rest).toEqual([])
    const column = (name: string) => [first, second].map((line) => line?.[header?.indexOf(name) ?? -1])
    expect(column('Time (UTC)')).toEqual(['2026-11-28T01:02:03.000Z', '2026-11-28T01:02:03.000Z'])
    expect(column('Out')).toEqual(['1.000000000000000001', ''])
    expect(column('In')).toEqual(['', '3120.000001'])
    expect(column('Asset')).toEqual(['ETH', 'USDC'])
    expect(column('Contract')).toEqual(['', USDC])
    expect(column('Fee')).toEqual(['0.000021000000000001', ''])
    expect(column('Account name')).toEqual(['Main', 'Main'])
    expect(column('What')[0]).toBe('Swapped 1234.5 ETH')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|cmd', '=HYPERLINK("http://x","a")'])(
    'security: no cell is a formula: %j',
    (text) => {
      const csv = toCsv([row({ origin: text, title: [text] })], [{ address: ME, name: text }], networks)
      for (const line of read(csv)) for (const cell of line) expect(cell).not.toMatch(/^\s*[=+\-@|\t\r]/)
      expect(csv).toContain("'")
    },
  )

  test.each(['a;=1+1', 'a; "=1+1', 'a,-1', 'a;＝1', '＝1+1', 'a\t@SUM(A1)'])(
    'security: nor where cells are split at something else: %j',
    (text) => {
      const csv = toCsv([row({ title: [text] })], [{ address: ME, name: text }], networks)
      for (const cell of csv.split(/[;,\t\r\n]/)) expect(cell).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/)
    },
  )

  test('behavior: a spreadsheet reads it as UTF-8 and keeps every digit of an id', () => {
    const tokenId = '104338227263549275614104338227263549275614'
    const move = { kind: 'erc721', token: USDC, symbol: 'Café', decimals: 0, amount: '1', tokenId } as const
    const csv = toCsv([row({ moves: [move] })], accounts, networks)
    expect(csv.startsWith('\uFEFFTime')).toBe(true)
    expect(csv).toContain(`,'${tokenId},`)
  })

  test('behavior: commas, quotes and line breaks stay inside of their cell', () => {
    const text = 'a "b", c\r\nd'
    const csv = toCsv([row({ title: [text] })], accounts, networks)
    expect(read(csv)[1]?.[7]).toBe(text)
    expect(read(csv)).toHaveLength(2)
  })

  test('behavior: what failed moved nothing but its fee', () => {
    const moves = [
      { kind: 'native', token: 'native', symbol: 'ETH', decimals: 18, amount: '-1', tokenId: null } as const,
    ]
    expect(cells(toCsv([row({ status: 'failed', moves })], accounts, networks)).slice(10, 15)).toEqual([
      '',
      '',
      '',
      '',
      '',
    ])
  })
})
