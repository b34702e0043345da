import { describe, expect, test } from 'vitest'
import { PhraseError } from './errors.ts'
import {
  checkPhrase,
  entropyToMnemonic,
  generateMnemonic,
  mnemonicToEntropy,
  mnemonicToSeed,
} from './mnemonic.ts'

const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const WORDS = PHRASE.split(' ')
const RIGHT = { ok: true, mnemonic: PHRASE, words: 12 }

describe('generateMnemonic', () => {
  test.each([12, 24] as const)('behavior: %i words that check', (words) => {
    expect(checkPhrase(generateMnemonic(words))).toMatchObject({ ok: true, words })
  })

  test('security: 2 000 phrases, none twice', () => {
    expect(new Set(Array.from({ length: 2000 }, () => generateMnemonic(12))).size).toBe(2000)
  })
})

describe('checkPhrase reads', () => {
  test.each([
    ['capitals', PHRASE.toUpperCase()],
    ['any white space', WORDS.join('\u3000\u00a0\t\r\n\u0085\u2028')],
    ['white space around', `\n  ${PHRASE}\t`],
    ['zero-width and direction marks', `\ufeff\u200e${WORDS.join('\u200b')}\u2069`],
    ['a soft hyphen inside a word', PHRASE.replace('winner', 'win\u00adner')],
    ['full-width letters', PHRASE.replace('legal', '\uff4c\uff45\uff47\uff41\uff4c')],
    ['commas', WORDS.join(', ')],
    ['"1. word"', WORDS.map((word, i) => `${i + 1}. ${word}`).join('\n')],
    ['"1.word"', WORDS.map((word, i) => `${i + 1}.${word}`).join(' ')],
    ['"1) word"', WORDS.map((word, i) => `${i + 1}) ${word}`).join('\n')],
    ['"(01) word"', WORDS.map((word, i) => `(${String(i + 1).padStart(2, '0')}) ${word}`).join('\n')],
    ['"#1: word"', WORDS.map((word, i) => `#${i + 1}: ${word}`).join('\n')],
    ['"1 word"', WORDS.map((word, i) => `${i + 1} ${word}`).join(' ')],
    ['numbers after the words', WORDS.map((word, i) => `${word} ${i + 1}`).join(' ')],
    [
      'two numbered columns, row by row',
      Array.from({ length: 6 }, (_, i) => `${i + 1}. ${WORDS[i]}\t${i + 7}. ${WORDS[i + 6]}`).join('\n'),
    ],
  ])('behavior: %s', (_, text) => {
    expect(checkPhrase(text)).toEqual(RIGHT)
  })

  test('security: words keep their order unless the numbers are exactly 1 to n', () => {
    const twice = WORDS.map((word, i) => `${i === 11 ? 1 : i + 1}. ${word}`).join(' ')
    const backwards = WORDS.toReversed().map((word, i) => `${i + 2}. ${word}`)
    expect(checkPhrase(twice)).toEqual(RIGHT)
    expect(checkPhrase(backwards.join(' '))).toEqual({ ok: false, problem: { kind: 'checksum' } })
  })
})

describe('checkPhrase refuses', () => {
  const unknown = (text: string) => {
    const check = checkPhrase(text)
    return check.ok || check.problem.kind !== 'word' ? null : check.problem
  }

  test('error: the first unknown word is named, before a wrong count', () => {
    expect(unknown('legal winer abandn')).toEqual({
      kind: 'word',
      position: 2,
      word: 'winer',
      suggestions: ['wine', 'winner', 'winter'],
    })
  })

  test('error: the position is the number that the person gave', () => {
    const list = WORDS.map((word, i) => `${i + 1}. ${i === 6 ? 'wrth' : word}`)
    expect(unknown([...list.slice(6), ...list.slice(0, 6)].join('\n'))).toMatchObject({ position: 7 })
  })

  test.each([
    ['aban', ['abandon']],
    ['act', []],
    ['qu', ['quality', 'quantum', 'quarter']],
    ['zzzzzzzz', []],
    ['abondon', ['abandon']],
    ['weird2', ['weird']],
  ])('behavior: %s suggests %j', (word, suggestions) => {
    expect(unknown(word)?.suggestions ?? []).toEqual(suggestions)
  })

  test('security: a pasted document is not repeated', () => {
    expect(unknown('x'.repeat(1_000_000))).toMatchObject({ word: 'x'.repeat(32), suggestions: [] })
  })

  test.each([
    ['', 0],
    [WORDS.slice(1).join(' '), 11],
    [`${PHRASE} ${PHRASE} legal`, 25],
  ])('error: a wrong count: %j', (text, count) => {
    expect(checkPhrase(text)).toEqual({ ok: false, problem: { kind: 'count', count } })
  })

  test('error: a wrong checksum', () => {
    const text = Array.from({ length: 12 }, () => 'abandon').join(' ')
    expect(checkPhrase(text)).toEqual({ ok: false, problem: { kind: 'checksum' } })
  })
})

describe('entropy', () => {
  test('behavior: round trip', () => {
    expect(entropyToMnemonic(mnemonicToEntropy(PHRASE.toUpperCase()))).toBe(PHRASE)
  })

  test('error: a wrong phrase says what is wrong', () => {
    const attempt = () => mnemonicToEntropy('legal')
    expect(attempt).toThrow(PhraseError)
    expect(attempt).toThrow(expect.objectContaining({ data: { problem: { kind: 'count', count: 1 } } }))
  })

  test.each([0, 15, 17, 33])('error: %i bytes are no entropy', (length) => {
    expect(() => entropyToMnemonic(new Uint8Array(length))).toThrow()
  })
})

test('behavior: the passphrase counts, in NFKD', async () => {
  const none = await mnemonicToSeed(PHRASE, '')
  const composed = await mnemonicToSeed(PHRASE, '\u00e9')
  expect(composed).not.toEqual(none)
  expect(await mnemonicToSeed(PHRASE, 'e\u0301')).toEqual(composed)
})
