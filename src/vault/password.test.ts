import { describe, expect, test } from 'vitest'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import { checkPassword, PASSWORD_LEAST, throttleDelay } from './password.ts'

const SHORT = { ok: false, reason: 'short' }
const COMMON = { ok: false, reason: 'common' }

describe('checkPassword', () => {
  test.each(['', 'kV9#xq2Lw', '😀😀😀😀😀😀😀😀😀', 'a\u0301'.repeat(9)])('param: %j is short', (text) => {
    expect(checkPassword(text)).toEqual(SHORT)
  })

  test.each([
    'aaaaaaaaaa',
    '1234567890',
    '0123456789',
    '9876543210987',
    'abcabcabcabc',
    '1212121212',
    'abcdefghij',
    'ZYXWVUTSRQ',
    'qwertyuiop',
    'poiuytrewq',
    'asdfghjklasdf',
    '1qaz2wsx3edc',
    '!@#$%^&*()',
    'Password123',
    'password2024!',
    'P@ssw0rd!!',
    'p@$$w0rd12',
    '$$password$$',
    '...iloveyou',
    'qwerty12345',
    'Welcome2025!',
    'Ｐａｓｓｗｏｒｄ１２３',
  ])('param: %s is common', (text) => {
    expect(checkPassword(text)).toEqual(COMMON)
  })

  test('param: every password of the list, in any case', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(200)
    for (const password of COMMON_PASSWORDS) {
      expect([...password].length, password).toBeGreaterThanOrEqual(PASSWORD_LEAST)
      expect(checkPassword(password.toUpperCase()), password).toEqual(COMMON)
    }
  })

  test.each([
    'kV9#xq2LwP',
    'correct horse battery',
    'sunshine over the fjord',
    'пять зелёных лун',
    '😀😁😂🤣😃😄😅😆😉😊',
    'x'.repeat(500) + 'y'.repeat(500),
    'abcdefghik',
    'aaaaaaaaab',
  ])('param: %j may be one', (text) => {
    expect(checkPassword(text)).toEqual({ ok: true })
  })
})

test('behavior: 0, then 1, 2, 4 … 60 s', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 5000].map(throttleDelay)).toEqual([
    0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ])
  expect(throttleDelay(-1)).toBe(0)
})
