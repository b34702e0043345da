/**
 * Letters of other alphabets that stand for Latin ones: "USD\u0421" with a Cyrillic С, "\u0420\u0430\u0443" of Cyrillic
 * letters alone, "\uff35\uff33\uff24" in another width. A text in another language is left alone: what gives them away
 * is a word of two alphabets, or a text of nothing but letters that look Latin (UTS 39, https://www.unicode.org/reports/tr39/).
 */
const OTHER =
  '\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}\\p{Script=Cherokee}\\p{Script=Coptic}\\p{Script=Lisu}'
/** Those that look Latin in most typefaces. */
const ALIKE =
  'АВЕКМНОРСТХУІЈЅҮԌԚԜавекмнорстхуіјѕһԁԛԝүΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχκϲϳՍՏՕօսոհցԼᎪᎬᎻᎫᏦᎷᏢᎡᏚᎢᏙᏃᏟᏴᎠᏞ' +
  'ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓝꓞꓟꓠꓡꓢꓣꓦꓧꓨꓪꓫꓬꓮꓰꓲꓳꓴ'
/** Latin letters and digits in another shape: of full width, and those of mathematics. */
const SHAPES = '[\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A\\u{1D400}-\\u{1D7FF}]'

const ASCII = /^[\0-\x7f]*$/
const word = /[\p{L}\p{M}]+/gu
const latin = /\p{Script=Latin}/u
const others = new RegExp(`[${OTHER}]`, 'gu')
const alike = new RegExp(`^[${ALIKE}]+$`, 'u')
const unlike = new RegExp(`(?![${ALIKE}])[${OTHER}]`, 'u')
const shapes = new RegExp(SHAPES, 'gu')
/** Scripts that are written with letters of full width among them. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** @param mark how a letter is shown instead */
export function markHomographs(text: string, mark: (letter: string) => string): string {
  if (ASCII.test(text)) return text
  const isForeign = unlike.test(text)
  const marked = text.replace(word, (letters) => {
    if (ASCII.test(letters)) return letters
    const imitates = latin.test(letters) || (!isForeign && alike.test(letters))
    return imitates ? letters.replace(others, mark) : letters
  })
  return wide.test(text) ? marked : marked.replace(shapes, mark)
}
