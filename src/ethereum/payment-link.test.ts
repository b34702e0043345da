import fc from 'fast-check'
import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'
import { describe, expect, test } from 'vitest'
import { parseAddress } from './address.ts'
import { parseEthereumLink } from './eip681.ts'
import { makePaymentLink, parsePaymentLink } from './payment-link.ts'

const ALICE = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'

/** The pixels of a QR code, four to a module, as a picture file would hold them. */
function pixelsOf(text: string) {
  const rows = encodeQR(text, 'raw', { border: 4, ecc: 'medium' })
  const scale = 4
  const side = rows.length * scale
  const data = new Uint8Array(side * side * 4).fill(255)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
  return { width: side, height: side, data }
}

describe('the examples of the EIP', () => {
  test('behavior: 2.014 ether', () => {
    expect(parsePaymentLink('ethereum:0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359?value=2.014e18')).toEqual({
      chainId: null,
      token: 'native',
      to: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
      amount: 2_014_000_000_000_000_000n,
      suggestsFee: false,
    })
  })

  test('security: as it is printed there, one capital is wrong, and that is refused', () => {
    expect(() =>
      parsePaymentLink('ethereum:0xfb6916095ca1df60bb79Ce92ce3ea74c37c5d359?value=2.014e18'),
    ).toThrow(/capital letters/)
  })

  test('behavior: a Unicorn', () => {
    expect(
      parsePaymentLink(
        'ethereum:0x89205a3a3b2a69de6dbf7f01ed13b2108b2c43e7/transfer?address=0x8e23ee67d1332ad560396262c48ffbb01f93d052&uint256=1',
      ),
    ).toEqual({
      chainId: null,
      token: parseAddress('0x89205a3a3b2a69de6dbf7f01ed13b2108b2c43e7'),
      to: parseAddress('0x8e23ee67d1332ad560396262c48ffbb01f93d052'),
      amount: 1n,
      suggestsFee: false,
    })
  })
})

const amountOf = (written: string) => parsePaymentLink(`ethereum:${ALICE}?value=${written}`).amount

test.each([
  ['0', 0n],
  ['1', 1n],
  ['+5', 5n],
  ['1e18', 10n ** 18n],
  ['1E18', 10n ** 18n],
  ['.5e1', 5n],
  ['0.000000000000000001e18', 1n],
  ['2.50e2', 250n],
  ['0e999', 0n],
  ['1e77', 10n ** 77n],
  ['007', 7n],
  [String(2n ** 256n - 1n), 2n ** 256n - 1n],
])('param: value=%s is exact', (written, wei) => expect(amountOf(written)).toBe(wei))

test.each([
  ['-1', /less than zero/],
  ['1.5', /fraction/],
  ['1.55e1', /fraction/],
  ['2e', /not a number/],
  ['e18', /not a number/],
  ['', /not a number/],
  ['.', /not a number/],
  ['1.e18', /not a number/],
  ['0x10', /not a number/],
  ['1e78', /larger/],
  ['1e99999999999999999999', /larger/],
  [String(2n ** 256n), /larger/],
  ['1,5', /not a number/],
  ['1%30', /not a number/],
])('error: value=%s is refused', (written, message) => expect(() => amountOf(written)).toThrow(message))

test('param: network, prefix, case of the scheme, white space around', () => {
  expect(parsePaymentLink(`ethereum:${ALICE}@8453`).chainId).toBe(8453)
  expect(parsePaymentLink(`ethereum:pay-${ALICE}@1?value=1`)).toMatchObject({ to: ALICE, amount: 1n })
  expect(parsePaymentLink(` ETHEREUM:PAY-0X${ALICE.slice(2).toUpperCase()}\n`).to).toBe(ALICE)
  expect(parsePaymentLink('ethereum:vitalik.eth').to).toBe('vitalik.eth')
  expect(parsePaymentLink('ethereum:pay-my-name.eth@10?value=1e18')).toMatchObject({
    to: 'my-name.eth',
    chainId: 10,
  })
  expect(parsePaymentLink('ethereum:pay-%F0%9F%A6%84.eth').to).toBe('🦄.eth')
  expect(parsePaymentLink(`ethereum:${USDC}/transfer?address=vitalik.eth`)).toMatchObject({
    token: USDC,
    to: 'vitalik.eth',
    amount: null,
  })
})

test('behavior: a suggested fee is not taken, and told', () => {
  expect(parsePaymentLink(`ethereum:${ALICE}?gas=21000&gasPrice=5e9`)).toMatchObject({
    amount: null,
    suggestsFee: true,
  })
  expect(parsePaymentLink(`ethereum:${USDC}/transfer?gasLimit=9&address=${ALICE}&uint256=1`)).toMatchObject({
    amount: 1n,
    suggestsFee: true,
  })
})

test('param: functions of any kind are read by the grammar', () => {
  expect(parseEthereumLink(`ethereum:${USDC}@1/a%20b?uint8=2&string=x%26y&bytes32[]=0x12&value=3`)).toEqual({
    target: USDC,
    chainId: 1,
    functionName: 'a b',
    value: 3n,
    gasLimit: null,
    gasPrice: null,
    args: [
      { type: 'uint8', value: 2n },
      { type: 'string', value: 'x&y' },
      { type: 'bytes32[]', value: '0x12' },
    ],
  })
})

test.each([
  ['no link at all', 'https://example.com', /begins with ethereum/],
  ['no target', 'ethereum:', /damaged/],
  ['slashes', `ethereum://${ALICE}`, /damaged/],
  ['a short address', `ethereum:${ALICE.slice(0, -1)}`, /not a whole address/],
  ['a long address', `ethereum:${ALICE}0`, /not a whole address/],
  ['a wrong capital', `ethereum:${ALICE.replace('dA', 'DA')}`, /capital letters/],
  ['a name that looks like an address', `ethereum:pay-0xd8dA6BF269.eth`, /not a whole address/],
  ['a name without a dot', 'ethereum:pay-vitalik', /damaged/],
  ['a name with a hidden character', 'ethereum:pay-vita%E2%80%8Blik.eth', /damaged/],
  ['another kind of link', 'ethereum:foo-bar.eth', /"foo-"/],
  ['no network', `ethereum:${ALICE}@`, /network/],
  ['network zero', `ethereum:${ALICE}@0`, /network/],
  ['a network in hexadecimal', `ethereum:${ALICE}@0x1`, /network/],
  ['two networks', `ethereum:${ALICE}@1@2`, /damaged/],
  ['a network no number holds', `ethereum:${ALICE}@9999999999999999`, /network/],
  ['an empty function', `ethereum:${ALICE}/`, /damaged/],
  ['two paths', `ethereum:${USDC}/transfer/x?address=${ALICE}`, /damaged/],
  ['two questions', `ethereum:${ALICE}?value=1?value=2`, /damaged/],
  ['an empty parameter', `ethereum:${ALICE}?value=1&`, /damaged/],
  ['no value', `ethereum:${ALICE}?value`, /damaged/],
  ['the amount twice', `ethereum:${ALICE}?value=1&value=2`, /twice/],
  ['gas and its synonym', `ethereum:${ALICE}?gas=1&gasLimit=2`, /twice/],
  ['an unknown part', `ethereum:${ALICE}?label=shop`, /"label"/],
  ['data of a contract', `ethereum:${ALICE}?data=0x1234`, /"data"/],
  ['a type that is none', `ethereum:${ALICE}?uint7=1`, /"uint7"/],
  ['a fragment', `ethereum:${ALICE}#x`, /damaged/],
  ['a space inside', `ethereum:${ALICE}?value=1 2`, /damaged/],
  ['a broken escape', `ethereum:${USDC}/a%zz`, /damaged/],
  ['a call without a name', `ethereum:${USDC}?uint256=1`, /call of a contract/],
  ['another function', `ethereum:${USDC}/approve?address=${ALICE}&uint256=1`, /"approve".*not a payment/],
  ['a function in other letters', `ethereum:${USDC}/Transfer?address=${ALICE}&uint256=1`, /not a payment/],
  ['two recipients', `ethereum:${USDC}/transfer?address=${ALICE}&address=${USDC}`, /other parts/],
  ['two amounts', `ethereum:${USDC}/transfer?address=${ALICE}&uint256=1&uint256=2`, /other parts/],
  ['another order', `ethereum:${USDC}/transfer?uint256=1&address=${ALICE}`, /other parts/],
  ['another type', `ethereum:${USDC}/transfer?address=${ALICE}&uint8=1`, /other parts/],
  ['no recipient', `ethereum:${USDC}/transfer`, /other parts/],
  ['coins with a token', `ethereum:${USDC}/transfer?address=${ALICE}&uint256=1&value=1`, /at once/],
  ['a token by name', `ethereum:pay-usdc.eth/transfer?address=${ALICE}&uint256=1`, /address of the token/],
  ['a flood', `ethereum:${ALICE}?${'gas=1&'.repeat(999)}`, /longer/],
])('error: %s is refused', (_, link, message) => expect(() => parsePaymentLink(link)).toThrow(message))

const address = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => parseAddress(`0x${Buffer.from(bytes).toString('hex')}`))
const payment = fc.record({
  chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).filter((id) => String(id).length < 16),
  token: fc.oneof(fc.constant('native' as const), address),
  to: address,
  amount: fc.option(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })),
})

test('behavior: what is asked for comes back through a QR code and its pixels', () => {
  fc.assert(
    fc.property(payment, (asked) => {
      const read = decodeQR(pixelsOf(makePaymentLink(asked)))
      expect(parsePaymentLink(read)).toEqual({ ...asked, suggestsFee: false })
    }),
    { numRuns: 60 },
  )
})

test('security: any text is read or refused in words, and nothing else is thrown', () => {
  const parts = [
    'ethereum:',
    'pay-',
    ALICE,
    '@1',
    '/transfer',
    '?',
    'value=',
    '1e18',
    '&',
    'address=',
    '%',
    'e',
    '.',
  ]
  const noise = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 4 })), { maxLength: 14 })
  fc.assert(
    fc.property(noise, (made) => {
      try {
        expect(parsePaymentLink(`ethereum:${made.join('')}`).to).not.toBe('')
      } catch (error) {
        expect(error).toMatchObject({ name: 'LinkError' })
      }
    }),
    { numRuns: 2_000 },
  )
})
