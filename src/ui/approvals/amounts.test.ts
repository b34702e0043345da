import { describe, expect, test } from 'vitest'
import { feeText, reviewAmount } from './amounts.ts'
import { describeFailure } from './failure.ts'

const named = (name: string, message: string) => Object.assign(new Error(message), { name })

describe('amounts', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000000000000000001'],
    [613456789012345n, '0.000614'],
    [999999999999999n, '0.001'],
    [1000000000000000000n, '1'],
    [1000000000000000001n, '1.01'],
    [412n, '0.000000000000000412'],
  ])('security: a fee of %s wei is never shown lower than it is', (wei, text) => {
    expect(feeText(wei)).toBe(text)
  })

  test.each([
    [1234567890123456789n, 18, '1.234567890123456789'],
    [3104220000n, 6, '3\u202f104.22'],
    [-1n, 18, '0.000000000000000001'],
    [2n ** 256n - 1n, 18, '1.15\u202f×\u202f10⁵⁹'],
    [0n, 18, '0'],
  ])('param: %s with %s decimals', (value, decimals, text) => {
    expect(reviewAmount(value, decimals)).toBe(text)
  })
})

describe('failures', () => {
  test('error: a send that may have gone out is never called safe', () => {
    const failure = describeFailure(named('UnreachableError', 'No endpoint answered'), 'transaction')
    expect(failure.title).toBe('It is not certain that it was sent.')
    expect(failure.text).toBe('No endpoint answered. Look at your activity before you try again.')
  })
  test.each([
    ['InvalidInputError', 'message', 'Nothing was signed.'],
    ['UnreachableError', 'message', 'Nothing was signed.'],
    ['InternalError', 'connect', 'Not connected.'],
    ['GoneError', 'transaction', 'This request is no longer open.'],
    ['ChangedError', 'transaction', 'Something changed. Look again.'],
  ] as const)('error: %s of %s', (name, kind, title) => {
    expect(describeFailure(named(name, 'Words'), kind).title).toBe(title)
  })
})
