/** Permit2's signature and its way into the program, and that nothing but the very one passes the gate. */
import {
  decodeAbiParameters,
  decodeFunctionData,
  encodeFunctionData,
  hashTypedData,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { expect, test } from 'vitest'
import { bytesToHex } from '../../shared/hex.ts'
import { parseTypedData, typedDataDigest } from '../typed-data.ts'
import { encodePermit2Approve, permit2Data, withPermit2 } from './permit2.ts'
import { isSameData } from './verify-permit.ts'

const TOKEN = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const ROUTER = '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af'
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
const order = { chainId: 1, token: TOKEN, spender: ROUTER, amount: '5', nonce: '7', until: '99' } as const
const types = {
  PermitSingle: [
    { name: 'details', type: 'PermitDetails' },
    { name: 'spender', type: 'address' },
    { name: 'sigDeadline', type: 'uint256' },
  ],
  PermitDetails: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint160' },
    { name: 'expiration', type: 'uint48' },
    { name: 'nonce', type: 'uint48' },
  ],
} as const

test('behavior: what is signed is the PermitSingle of Permit2, to the digest', () => {
  const json = permit2Data(order)
  expect(bytesToHex(typedDataDigest(parseTypedData(json, 1)))).toBe(
    hashTypedData({
      domain: { name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 },
      types,
      primaryType: 'PermitSingle',
      message: {
        details: { token: TOKEN, amount: 5n, expiration: 99, nonce: 7 },
        spender: ROUTER,
        sigDeadline: 99n,
      },
    }),
  )
})

test('behavior: the router hands it in first, and goes on where somebody did so before', () => {
  const abi = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline)'])
  const swap = encodeFunctionData({ abi, functionName: 'execute', args: ['0x1004', ['0x12', '0x34'], 99n] })
  const signature = `0x${'56'.repeat(64)}1b` as const
  const { args } = decodeFunctionData({ abi, data: withPermit2(swap, order, signature) })
  const [commands, [permit = '0x', ...inputs], deadline] = args
  expect([commands, inputs, deadline]).toEqual(['0x8a1004', ['0x12', '0x34'], 99n])
  expect(
    decodeAbiParameters(
      parseAbiParameters(
        '((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline) permit, bytes signature',
      ),
      permit,
    ),
  ).toEqual([
    {
      details: { token: TOKEN, amount: 5n, expiration: 99, nonce: 7 },
      spender: ROUTER,
      sigDeadline: 99n,
    },
    signature,
  ])
  expect(() => withPermit2('0xdeadbeef', order, signature)).toThrow('not a program of the router')
})

test('behavior: the same right by a transaction', () => {
  const abi = parseAbi([
    'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  ])
  expect(encodePermit2Approve(order)).toBe(
    encodeFunctionData({ abi, functionName: 'approve', args: [TOKEN, ROUTER, 5n, 99] }),
  )
})

const changed = (change: (data: Record<'types' | 'domain' | 'message', Record<string, unknown>>) => void) => {
  const data = JSON.parse(permit2Data(order))
  change(data)
  return JSON.stringify(data)
}
const other = '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45'
const details = { token: TOKEN, amount: '5', expiration: '99', nonce: '7' }

test.each([
  ['another token', { details: { ...details, token: other } }],
  ['a unit more', { details: { ...details, amount: '6' } }],
  ['no limit', { details: { ...details, amount: ((1n << 160n) - 1n).toString() } }],
  ['a second longer', { details: { ...details, expiration: '100' } }],
  ['another number', { details: { ...details, nonce: '8' } }],
  ['another spender', { spender: other }],
  ['a signature that lasts longer', { sigDeadline: '100' }],
])('security: %s is not the permit that the swap needs', (_, message) => {
  const json = changed((data) => Object.assign(data.message, message))
  expect(isSameData(json, permit2Data(order), 1)).toBe(false)
})

test('security: another contract, name or type is none either; the very one, written otherwise, is', () => {
  const is = (json: string) => isSameData(json, permit2Data(order), 1)
  expect(is(changed(({ domain }) => Object.assign(domain, { verifyingContract: other })))).toBe(false)
  expect(is(changed(({ domain }) => Object.assign(domain, { name: 'Permit3' })))).toBe(false)
  expect(
    is(
      changed(({ types: told }) =>
        Object.assign(told, {
          PermitDetails: types.PermitDetails.map((one) =>
            one.name === 'nonce' ? { ...one, type: 'uint64' } : one,
          ),
        }),
      ),
    ),
  ).toBe(false)
  expect(is(changed(({ message }) => Object.assign(message, { spender: ROUTER.toLowerCase() })))).toBe(true)
})
