import { describe, expect, test } from 'vitest'
import { CallError } from '../../messaging/client.ts'
import type { Address } from '../../shared/hex.ts'
import { explorerLink } from './activity-words.ts'
import { amountHint, problemOf, readyRecipient, recipientHint } from './send-checks.ts'

const ME = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const SAVINGS: Address = '0x52908400098527886E0F7030069857D2E4169EE7'
const OTHER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const own = [{ address: SAVINGS, name: 'Savings' }]

describe('recipient', () => {
  test.each([
    ['', null, null],
    ['vitalik', 'problem', 'a name has a dot'],
    ['hello', 'problem', 'begins with 0x'],
    ['0xzz', 'problem', 'digits 0-9'],
    ['0x1', 'quiet', '39 characters missing'],
    [OTHER.slice(0, -1), 'quiet', '1 character missing'],
    [`${OTHER}0`, 'problem', '1 character too many'],
    [OTHER.replace('f', 'F'), 'problem', 'capitals'],
    [`0x${'0'.repeat(40)}`, 'problem', 'Nobody holds'],
    [ME, 'quiet', 'send from'],
    [` ${SAVINGS.toLowerCase()} `, 'quiet', 'Savings'],
    [OTHER, 'quiet', 'every character'],
  ])('param: %s', (typed, tone, part) => {
    const hint = recipientHint(typed, ME, own)
    expect(hint?.tone ?? null).toBe(tone)
    if (part) expect(hint?.text).toContain(part)
  })

  test('behavior: an address in one case is taken in mixed case; a wrong checksum is none', () => {
    expect(readyRecipient(OTHER.toLowerCase())).toBe(OTHER)
    expect(readyRecipient(OTHER.replace('f', 'F'))).toBeNull()
  })
})

describe('amount', () => {
  const eth = { symbol: 'ETH', decimals: 18, balance: '1847300000000000001' }
  test.each([
    ['', null],
    ['1', null],
    ['1.847300000000000001', null],
    ['1.847300000000000002', 'More than the 1.847300000000000001 ETH'],
    ['1,5', 'dot'],
    ['-1', 'more than zero'],
    ['1.0000000000000000001', 'Too many digits'],
    ['abc', 'not an amount'],
  ])('param: %s', (typed, part) => {
    const hint = amountHint(typed, eth)
    if (part === null) expect(hint).toBeNull()
    else expect(hint?.text).toContain(part)
  })
})

test('behavior: an error of the background lands at its field', () => {
  const error = (data?: unknown) => new CallError({ code: 1, message: 'So.', name: 'FieldError', data })
  expect(problemOf(error({ field: 'amount' }))).toEqual({ field: 'amount', text: 'So.' })
  expect(problemOf(error({ field: 'other' }))).toEqual({ field: null, text: 'So.' })
  expect(problemOf(error())).toEqual({ field: null, text: 'So.' })
})

test.each([
  ['https://etherscan.io', 'https://etherscan.io/tx/0xab'],
  ['https://example.org/explorer/', 'https://example.org/explorer/tx/0xab'],
  ['http://example.org', null],
  ['javascript:alert(1)', null],
  ['https://user:pass@example.org', null],
  [null, null],
])('security: explorer %s leads to %s', (explorer, link) => {
  expect(explorerLink(explorer, '0xab')).toBe(link)
})
