import { encodeErrorResult, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { decodeRevert } from './revert.ts'

const abi = parseAbi([
  'error Error(string message)',
  'error Panic(uint256 reason)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error EnforcedPause()',
  'error Unheard()',
])
const balance = encodeErrorResult({
  abi,
  errorName: 'ERC20InsufficientBalance',
  args: ['0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045', 1n, 2n],
})

describe('decodeRevert', () => {
  test.each([
    [encodeErrorResult({ abi, errorName: 'Error', args: ['no more'] }), 'no more'],
    [
      encodeErrorResult({ abi, errorName: 'Error', args: ['STF'] }),
      'the token could not be taken: the allowance or the balance is too small (STF)',
    ],
    [encodeErrorResult({ abi, errorName: 'Panic', args: [18n] }), 'a division by zero'],
    [encodeErrorResult({ abi, errorName: 'Panic', args: [200n] }), 'panic code 200'],
    [balance, 'there is not enough of the token'],
    [encodeErrorResult({ abi, errorName: 'EnforcedPause' }), 'the contract is paused'],
  ])('behavior: %s', (data, words) => {
    expect(decodeRevert(data)).toBe(words)
  })

  test.each([
    encodeErrorResult({ abi, errorName: 'Unheard' }),
    balance.slice(0, -64) as `0x${string}`,
    '0x' as const,
    '0x08c379' as const,
  ])('error: nothing is said of %s', (data) => {
    expect(decodeRevert(data)).toBe(null)
  })
})
