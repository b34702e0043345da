/** Splits what a person pasted into words, without the numbers that many wallets print before them. */

/** U+200B and U+FEFF separate without being white space; other format characters (joiners, bidi marks) are dust. */
const SEPARATORS = /[\p{White_Space}\u200b\ufeff,;]+/u
const DUST = /\p{Cf}/gu
/** "1." "1)" "(1)" "#1" "01:" "1" before a word or standing alone. No English word of BIP-39 has a digit. */
const NUMBER = /^[(#[]?(\d{1,2})[.):\]-]*/

/**
 * The words of a phrase, lower case, NFKD. Where every word carries a number and the numbers are exactly 1 to n,
 * the words stand in the order of their numbers: a list printed in two columns is pasted row by row.
 */
export function numbered(text: string): string[] {
  const words: { word: string; number: number }[] = []
  let number = 0
  for (const token of text.normalize('NFKD').toLowerCase().split(SEPARATORS)) {
    const clean = token.replace(DUST, '')
    const found = NUMBER.exec(clean)
    if (found) number = Number(found[1])
    const word = clean.replace(NUMBER, '')
    if (word === '') continue
    words.push({ word, number })
    number = 0
  }
  const ordered = words.toSorted((a, b) => a.number - b.number)
  const counted = ordered.every((entry, i) => entry.number === i + 1)
  return (counted ? ordered : words).map((entry) => entry.word)
}
