import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growthOf } from '../../tests/growth.ts'
import { cutText, foldMiddle, plainText, visibleJson, visibleLine, visibleText } from './text.ts'

/** Bidirectional controls, zero-width, tags, controls, blanks that are letters, separators, selectors. */
const HIDDEN = [
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c],
  ...[0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064, 0xfeff, 0x00ad, 0x180e, 0x034f],
  ...[0xe0001, 0xe0020, 0xe0041, 0xe007f, 0xe0100, 0xfe00, 0xfe0f],
  ...[0x00, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029],
  ...[0x115f, 0x1160, 0x3164, 0xffa0, 0x2800, 0xe000, 0xffff, 0xfff9, 0xd800],
]

describe('visibleText', () => {
  it.each(HIDDEN.map((code) => [code.toString(16).toUpperCase().padStart(4, '0'), code] as const))(
    'security: U+%s is shown as a mark, and removed from symbols',
    (name, code) => {
      const text = `a${String.fromCodePoint(code)}b`
      expect(visibleText(text)).toBe(`a⟨U+${name}⟩b`)
      expect(plainText(text)).toBe('ab')
    },
  )
  it('behavior: ordinary text of many scripts stays as it is', () => {
    const texts = [
      'Hello, world.',
      'Grüße',
      'Привет',
      '你好，世界',
      'こんにちは',
      'שלום',
      'مرحبا',
      'नमस्ते',
      'a\n\nb',
      'a\tb',
    ]
    for (const text of texts) expect(visibleText(text)).toBe(text)
  })
  it('behavior: whole emoji pass, their parts do not', () => {
    for (const emoji of ['❤️', '👨‍👩‍👧', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇨🇭', '1️⃣'])
      expect(visibleText(`a${emoji}b`)).toBe(`a${emoji}b`)
    expect(visibleText('a\u200D👧')).toBe('a⟨U+200D⟩👧')
  })
  it('security: floods of line breaks are folded, visibly', () => {
    expect(visibleText(`Sign in${'\n'.repeat(40)}and pay`)).toBe('Sign in\n⏎×40\nand pay')
    expect(visibleText(`a\n \n\t\n\u00A0\nb`)).toBe('a\n⏎×4\nb')
    expect(visibleText(`a${'\r\n'.repeat(5)}b`)).toBe('a\n⏎×5\nb')
    expect(visibleText('a\n\n\nb')).toBe('a\n⏎×3\nb')
  })
  it('security: spaces that hide or push away are marked', () => {
    expect(visibleText('a \nb')).toBe('a␠\nb')
    expect(visibleText(`a${' '.repeat(9)}`)).toBe('a␠×9')
    expect(visibleText(`a${' '.repeat(500)}b`)).toBe('a ␠×500 b')
    expect(visibleText('\u3000')).toBe('␠')
  })
  it('security: four times the text takes about four times as long, not sixteen', () => {
    const units = [' ', '\n', '\n ', ' \n', '\t\n\n', '\u0301', '\u200D👧']
    const read = (length: number) => {
      for (const unit of units) {
        visibleText(`${unit.repeat(length)}x`)
        visibleText(`\n${unit.repeat(length)}`)
      }
    }
    expect(growthOf(read, 3_000)).toBeLessThan(9)
  })
  it('security: a pile of combining marks is cut', () => {
    expect(visibleText(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(4)}⟨+46 marks⟩b`)
  })
  it('security: our marks cannot be imitated', () => {
    expect(visibleText('⟨U+202E⟩')).toBe('⟨U+27E8⟩U+202E⟨U+27E9⟩')
    expect(visibleText('⏎×40')).toBe('⟨U+23CE⟩×40')
    expect(visibleText('a␠')).toBe('a⟨U+2420⟩')
  })
  it('security: nothing that hides or reorders is ever left', () => {
    const nasty = fc.oneof(
      fc.constantFrom(...HIDDEN).map((code) => String.fromCodePoint(code)),
      fc.string({ unit: 'binary' }),
    )
    // These three are also parts of emoji, which pass whole.
    const never = HIDDEN.filter((code) => ![0x200d, 0xfe0f, 0xe007f].includes(code) && code !== 0xd800)
    const left = (text: string) => Array.from(text).filter((c) => never.includes(c.codePointAt(0) ?? 0))
    fc.assert(
      fc.property(fc.array(nasty), (parts) => {
        expect(left(visibleText(parts.join('')))).toEqual([])
        expect(left(plainText(parts.join('')))).toEqual([])
      }),
    )
  })
})

describe('visibleLine', () => {
  it('behavior: one line, folded in the middle', () => {
    expect(visibleLine('a\nb\tc', 80)).toBe('a⏎b c')
    expect(visibleLine('abcdefghij', 10)).toBe('abcdefghij')
    expect(visibleLine('abcdefghijk', 10)).toBe('abcde…hijk')
    expect(Array.from(visibleLine('𝕏'.repeat(500), 24))).toHaveLength(24)
    expect(visibleLine('x'.repeat(500))).toHaveLength(80)
  })
})

it('security: a cut leaves no half of a character and nothing that joins', () => {
  for (const unit of ['👨‍👩‍👧', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', 'e\u0301', '𝕏'])
    for (let most = 3; most < 30; most++) {
      const [head = '', tail = ''] = foldMiddle(unit.repeat(40), most).split('…')
      expect(head + cutText(unit.repeat(40), most)).not.toMatch(/[\u200D\u{E0020}-\u{E007F}]$|\p{Surrogate}/u)
      expect(tail).not.toMatch(/^[\u200D\uFE0F\p{M}\u{E0020}-\u{E007F}]|\p{Surrogate}/u)
    }
  expect(foldMiddle('🎉🎉', 2)).toBe('🎉🎉')
  expect(cutText('abc', 2)).toBe('ab')
})

it('security: JSON of foreign values hides nothing and stays the same JSON', () => {
  const value = {
    'a\u202E': ['\u200Bx\u2066', `e${'\u0301'.repeat(9)}`, '\u{E0041}', '\u007F', 'é 中 ✓', '\ud800'],
  }
  const json = visibleJson(JSON.stringify(value, null, 2))
  expect(JSON.parse(json)).toEqual(value)
  expect(json).not.toMatch(/[\u202E\u200B\u2066\u007F]|\u{E0041}|\u0301{5}/u)
  expect(json).toContain('é 中 ✓')
  expect(visibleJson('{\n  "a": 1\n}')).toBe('{\n  "a": 1\n}')
})
