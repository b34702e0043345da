/**
 * Symbols and names that are made to be taken for those of well-known tokens: the same letters, or others that look
 * the same, on another contract.
 */
import { sameAddress } from '../shared/hex.ts'
import type { Token } from './tokens.ts'

/** What looks like a Latin letter or a digit, after NFKC and lower case. */
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'ьв',
    c: 'сϲ¢',
    d: 'ԁ',
    e: 'еєε',
    g: 'ɡ',
    h: 'һн',
    j: 'ј',
    k: 'кκ',
    l: '1i|ıіιӏ',
    m: 'м',
    n: 'ո',
    o: '0оοσ',
    p: 'рρ',
    r: 'г',
    s: '5$ѕ',
    t: 'тτ₮',
    u: 'υս',
    v: 'ν',
    w: 'ѡω',
    x: 'хχ×',
    y: 'уγ',
    z: '2ᴢ',
  }).flatMap(([letter, twins]) => [...twins].map((twin): [string, string] => [twin, letter])),
)

/** How the text looks, to somebody who reads quickly: marks, spaces and punctuation do not count. */
export const looksLike = (text: string): string =>
  [...text.normalize('NFKC').toLowerCase().normalize('NFD')]
    .map((letter) => TWINS.get(letter) ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The well-known token, or the network's coin, that this one could be taken for.
 * @param coin symbol of the network's own coin
 * @returns its symbol; null when there is none, or when it is that very token.
 */
export function imitated(token: Token, known: readonly Token[], coin: string): string | null {
  if (known.some((one) => sameAddress(one.address, token.address))) return null
  const [symbol, name] = [looksLike(token.symbol), looksLike(token.name)]
  if (symbol === looksLike(coin)) return coin
  const twin = known.find((one) => looksLike(one.symbol) === symbol || looksLike(one.name) === name)
  return twin?.symbol ?? null
}
