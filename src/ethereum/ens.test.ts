import { toCoinType } from 'viem'
import { namehash as viemNamehash } from 'viem/ens'
import { describe, expect, test } from 'vitest'
import vectors from '../../tests/vectors/ensip15.json' with { type: 'json' }
import { gatewayRequest } from './ccip.ts'
import { coinTypeOf, decodeResolve, encodeDns, isPlainName, namehash } from './ens.ts'
import { normaliseName } from './ens-normalize.ts'
import { codeKind, isLookAlike } from './recipient.ts'

test.each(vectors.names)('vector: ENSIP-15 $name is $normal', ({ name, normal }) => {
  expect(normaliseName(name)).toBe(normal)
})

test('vector: namehash of EIP-137', () => {
  expect(namehash('eth')).toBe('0x93cdeb708b7545dc668eb9280176169d1c33cfd8ed6f04690a0bcc88a93fc4ae')
  expect(namehash('foo.eth')).toBe('0xde9b09fd7c5f901e23a3f19fecc54828e9c848539801e86591bd9801b019f84f')
  for (const name of ['', 'öbb.at', '💩.eth', 'a.b.c.d.eth']) expect(namehash(name)).toBe(viemNamehash(name))
})

test('behavior: a name as DNS writes it counts bytes, not letters', () => {
  expect(encodeDns('a.eth')).toBe('0x01610365746800')
  expect(encodeDns('öb.at')).toBe('0x03c3b66202617400')
})

test('behavior: each EVM network has the coin type of ENSIP-11, as another library has it', () => {
  for (const chainId of [1, 10, 137, 8453, 42161, 11155111, 0x7fff_ffff])
    expect(coinTypeOf(chainId)).toBe(toCoinType(chainId))
  expect(coinTypeOf(0x8000_0000)).toBeNull()
})

test('security: whatever normalising gives is plain; what it would change or refuse is not looked up', () => {
  for (const name of ['vitalik.eth', 'öbb.at', '💩.eth', 'a’a.eth']) expect(isPlainName(name)).toBe(true)
  for (const name of ['Vitalik.eth', 'a b.eth', 'a.eth ', 'a', '.eth', 'test\u200d.eth', 'o\u0308bb.at'])
    expect(isPlainName(name)).toBe(false)
})

test.each(['0x', '0x12', `0x${'00'.repeat(64)}`, `0x${'ff'.repeat(96)}`] as const)(
  'security: %s is no address',
  (answer) => {
    expect(decodeResolve(answer, 60n)).toBeNull()
    expect(decodeResolve(answer, 0x8000_2105n)).toBeNull()
  },
)

describe('gateways', () => {
  const question = { sender: '0xAbcdEf0123456789aBCDEF0123456789ABcDEF01', urls: [], data: '0x1234' } as const
  test('behavior: GET where the data is in the URL, POST elsewhere', () => {
    expect(gatewayRequest('https://g.example/{sender}/{data}.json', question)).toEqual({
      url: 'https://g.example/0xabcdef0123456789abcdef0123456789abcdef01/0x1234.json',
      host: 'g.example',
      body: null,
    })
    expect(gatewayRequest('https://g.example/', question)?.body).toBe(
      '{"data":"0x1234","sender":"0xAbcdEf0123456789aBCDEF0123456789ABcDEF01"}',
    )
  })
  test.each([
    'http://g.example/',
    'data:text/plain,x',
    'https://a:b@g.example/',
    'g.example',
    'x-batch-gateway:true',
  ])('security: %s is not asked', (url) => expect(gatewayRequest(url, question)).toBeNull())
})

test('behavior: an account, a smart account, a forwarder and a contract are told apart', () => {
  expect(codeKind('0x')).toBe('account')
  expect(codeKind(`0xef0100${'11'.repeat(20)}`)).toBe('account')
  expect(codeKind(`0xef0100${'11'.repeat(21)}`)).toBe('contract')
  expect(codeKind(`0x363d3d373d3d3d363d73${'11'.repeat(20)}5af43d82803e903d91602b57fd5bf3`)).toBe('forwarder')
  expect(codeKind('0x6080604052')).toBe('contract')
})

test('security: the same head and tail, whatever the case of the letters, and another middle', () => {
  const one = '0xAbCd000000000000000000000000000000001234'
  expect(isLookAlike(one, '0xabcdffffffffffffffffffffffffffffffff1234')).toBe(true)
  expect(isLookAlike(one, '0xabcd000000000000000000000000000000001234')).toBe(false)
  expect(isLookAlike(one, '0xabcdffffffffffffffffffffffffffffffff1235')).toBe(false)
})
