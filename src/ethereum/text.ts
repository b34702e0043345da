/**
 * Foreign text made fit to be shown. Characters that hide, reorder or push away what stands beside them become
 * visible marks, so do letters that stand for others, and the marks' own characters are escaped, so that no text can imitate one.
 */

import { markHomographs } from './homographs.ts'

/** Whole emoji sequences pass, joiners and all; then whatever is shown otherwise than it is. */
const EMOJI = '\\p{RGI_Emoji}'
/**
 * Controls, format characters (bidirectional, zero-width, tags), surrogates, private use, unassigned; line
 * separators; variation selectors; and letters and symbols that print as nothing.
 */
const HIDDEN =
  '[\\p{C}\\u2028\\u2029\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0' +
  '\\u{E0100}-\\u{E01EF}]'
/** Characters that our marks are made of. */
const MARKS = '[⟨⟩⏎␠]'
const SPACE = '[\\t\\p{Zs}]'

/** Compiled when first used: the set of all emoji takes milliseconds, and every start of the worker would pay them. */
const once = (make: () => RegExp): (() => RegExp) => {
  let made: RegExp | undefined
  return () => {
    made ??= make()
    return made
  }
}
const unsafe = once(() => new RegExp(`${EMOJI}|(?![\\n\\t])${HIDDEN}|${MARKS}`, 'gv'))
const removed = once(() => new RegExp(`${EMOJI}|${HIDDEN}`, 'gv'))
const hidden = once(() => new RegExp(`(?!\\n)${HIDDEN}`, 'gv'))
const wholeEmoji = once(() => new RegExp(`^${EMOJI}$`, 'v'))
const flood = once(() => new RegExp(`\\n(?:${SPACE}*\\n){2,}`, 'gv'))
const spaces = once(() => new RegExp(`${SPACE}+`, 'gv'))
/** A base with a pile of combining marks covers the lines around it. */
const PILE = /(\p{M}{4})(\p{M}+)/gu

const codePoint = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`

const escaped = (text: string): string =>
  markHomographs(
    text.replace(unsafe(), (found) => (wholeEmoji().test(found) ? found : codePoint(found))),
    codePoint,
  ).replace(PILE, (_, kept: string, rest: string) => `${kept}⟨+${Array.from(rest).length} marks⟩`)

/**
 * Text of several lines with everything invisible marked: U+202E as ⟨U+202E⟩, three and more line breaks in a row
 * as "⏎×3" on a line of its own, spaces at the end of a line as ␠, long gaps as "␠×40".
 */
export function visibleText(text: string): string {
  return escaped(text.replaceAll('\r\n', '\n'))
    .replace(flood(), (breaks) => `\n⏎×${breaks.split('\n').length - 1}\n`)
    .replace(spaces(), markSpaces)
}

/** Decided run by run, not by a look-ahead, which would take quadratic time on a long run. */
function markSpaces(run: string, offset: number, text: string): string {
  const end = offset + run.length
  if (end === text.length || text[end] === '\n')
    return run.length > 8 ? `␠×${run.length}` : '␠'.repeat(run.length)
  return run.length > 32 ? ` ␠×${run.length} ` : run
}

/** The same on one line of at most `max` characters, folded in the middle: "beginning…end". */
export function visibleLine(text: string, max = 80): string {
  return foldMiddle(visibleText(text).replaceAll('\n', '⏎').replaceAll('\t', ' '), max)
}

/** What joins characters to one emoji, or to the one before: at a cut it would join nothing, and be hidden. */
const JOINS = '\\u200D\\uFE0F\\u{E0020}-\\u{E007F}'
const LOOSE_END = new RegExp(`[${JOINS}]+$`, 'u')
const LOOSE_START = new RegExp(`^[${JOINS}\\p{M}\\p{Emoji_Modifier}]+`, 'u')

/** At most `max` characters, folded in the middle. */
export function foldMiddle(text: string, max: number): string {
  const characters = text.length <= max ? [] : Array.from(text)
  if (characters.length <= max) return text
  const head = Math.ceil((max - 1) / 2)
  const tail = characters.slice(characters.length - (max - 1 - head))
  return `${cut(characters, head)}…${tail.join('').replace(LOOSE_START, '')}`
}

/** The first `max` characters. */
export const cutText = (text: string, max: number): string =>
  text.length <= max ? text : cut(Array.from(text), max)

const cut = (characters: string[], max: number): string =>
  characters.length <= max ? characters.join('') : characters.slice(0, max).join('').replace(LOOSE_END, '')

/** JSON of foreign values: the same to a machine, with everything that an eye would not see, or see in another place, escaped. */
export function visibleJson(json: string): string {
  if (/^[\n\x20-\x7e]*$/.test(json)) return json
  const asJson = (found: string) =>
    Array.from(
      { length: found.length },
      (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('')
  return json.replace(hidden(), asJson).replace(PILE, (_, kept: string, rest: string) => kept + asJson(rest))
}

/** Hidden characters removed, line breaks too: for a token's symbol, where a mark would be noise. */
export const plainText = (text: string): string =>
  text
    .replace(removed(), (found) => (wholeEmoji().test(found) ? found : ''))
    .replace(PILE, '$1')
    .trim()
