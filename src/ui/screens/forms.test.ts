// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest'
import { pickPositions } from './backup-check.tsx'
import { endpointProblem, urlProblem } from './network-endpoint.ts'
import { lengthProblem } from './password-strength.tsx'
import { describeProblem, replaceWord, splitPhrase } from './restore-phrase.ts'
import { strengthOf } from './strength.ts'

describe('restoring', () => {
  test('behavior: any white space and case between and in the words', () => {
    expect(splitPhrase('  Abandon\tability \n able\u3000about ')).toEqual([
      'abandon',
      'ability',
      'able',
      'about',
    ])
    expect(splitPhrase(undefined)).toEqual([])
  })

  test('behavior: a suggestion takes the place of the wrong word only', () => {
    expect(replaceWord('one  two three', 2, 'deux')).toBe('one deux three')
  })

  test('behavior: every problem says what it is and what to do', () => {
    expect(describeProblem({ kind: 'count', count: 0 })).toContain('Type')
    expect(describeProblem({ kind: 'count', count: 1 })).toContain('There is 1 word')
    expect(describeProblem({ kind: 'count', count: 13 })).toContain('There are 13 words')
    expect(
      describeProblem({ kind: 'word', position: 5, word: 'abandn', suggestions: ['abandon'] }),
    ).toContain('Word 5, “abandn”')
    expect(describeProblem({ kind: 'word', position: 5, word: 'zzz', suggestions: [] })).toContain('paper')
    expect(describeProblem({ kind: 'checksum' })).toContain('do not fit')
  })
})

describe('backup check', () => {
  test('behavior: three different words, in order, from the first to the last', () => {
    for (const count of [12, 24]) {
      for (let run = 0; run < 200; run++) {
        const picked = pickPositions(count, (below) => Math.floor(Math.random() * below))
        expect(new Set(picked).size).toBe(3)
        expect(picked).toEqual(picked.toSorted((a, b) => a - b))
        expect(Math.min(...picked)).toBeGreaterThanOrEqual(1)
        expect(Math.max(...picked)).toBeLessThanOrEqual(count)
      }
    }
    expect(pickPositions(12, (below) => below - 1)).toEqual([10, 11, 12])
  })
})

describe('passwords', () => {
  test('param: ten characters, counted as a person counts them', () => {
    expect(lengthProblem('')).toContain('Type')
    expect(lengthProblem('a')).toContain('1 character.')
    expect(lengthProblem('123456789')).toContain('9 characters')
    expect(lengthProblem('1234567890')).toBeNull()
    expect(lengthProblem('💎💎💎💎💎')).toContain('5 characters')
  })

  test('behavior: the estimate tells common from uncommon', () => {
    expect(strengthOf('password1234').score).toBeLessThan(3)
    expect(strengthOf('aaaaaaaaaaaa').score).toBeLessThan(2)
    expect(strengthOf('maroon kettle fjord 81 lantern').score).toBe(4)
  })
})

describe('endpoints', () => {
  test.each(['https://rpc.example', 'http://localhost:8545', 'http://127.0.0.1:8545', 'http://[::1]:8545'])(
    'param: %s may be asked',
    (url) => expect(urlProblem(url)).toBeNull(),
  )
  test.each([
    '',
    'rpc.example',
    'http://rpc.example',
    'ws://rpc.example',
    'javascript:alert(1)',
    'http://127.0.0.1.example',
  ])('error: "%s" may not, and it is said why', (url) => expect(urlProblem(url)).toMatch(/https:\/\//))
  test('error: none, and the same twice', () => {
    expect(endpointProblem([])).toContain('at least one')
    expect(endpointProblem(['https://a.example', 'nonsense'])).toContain('nonsense')
    expect(endpointProblem(['https://a.example', 'https://a.example'])).toContain('twice')
    expect(endpointProblem(['https://a.example', 'https://b.example'])).toBeNull()
  })
  test('param: a WebSocket endpoint may stand beside another, not alone', () => {
    expect(endpointProblem(['https://a.example', 'wss://a.example'])).toBeNull()
    expect(endpointProblem(['http://localhost:1', 'ws://localhost:1'])).toBeNull()
    expect(endpointProblem(['wss://a.example'])).toContain('https://')
    expect(endpointProblem(['https://a.example', 'ws://a.example'])).toContain('https://')
  })
})
