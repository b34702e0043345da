import { describe, expect, it } from 'vitest'
import { growthOf } from '../../tests/growth.ts'
import { markHomographs } from './homographs.ts'
import { visibleLine, visibleText } from './text.ts'

describe('letters that stand for others', () => {
  it.each([
    ['USD\u0421', 'USD⟨U+0421⟩'],
    ['\u0420\u0430\u0443', '⟨U+0420⟩⟨U+0430⟩⟨U+0443⟩'],
    ['\u0415\u0422\u041D is 1:1', '⟨U+0415⟩⟨U+0422⟩⟨U+041D⟩ is 1:1'],
    ['Un\u0456swap', 'Un⟨U+0456⟩swap'],
    ['g\u03bf\u03bfgle', 'g⟨U+03BF⟩⟨U+03BF⟩gle'],
    ['\u{1D414}\u{1D412}\u{1D403}', '⟨U+1D414⟩⟨U+1D412⟩⟨U+1D403⟩'],
    ['\uff35\uff33\uff24', '⟨U+FF35⟩⟨U+FF33⟩⟨U+FF24⟩'],
  ])('security: %s is marked', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
    expect(visibleLine(text)).toBe(shown)
  })
  it.each([
    'Подтвердите вход на сайт',
    'Я хочу оса и ухо',
    'Είσοδος στην εφαρμογή',
    'Մուտք գործել',
    'Grüße, naïve café, Đà Nẵng, İstanbul',
    '登录ＡＢＣ',
    '서명하기',
    'مرحبا',
    'USDC 5 µs',
  ])('behavior: a text in another language is left alone: %s', (text) => {
    expect(visibleText(text)).toBe(text)
  })
  it('security: four times the text takes about four times as long, not sixteen', () => {
    const read = (length: number) => {
      markHomographs('а'.repeat(3 * length), () => '')
      markHomographs('aа '.repeat(length), () => '')
    }
    expect(growthOf(read, 8_000)).toBeLessThan(9)
  })
})
