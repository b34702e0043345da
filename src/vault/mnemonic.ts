/**
 * Recovery phrases (BIP-39, English): made from the browser's randomness, and read however a person wrote them
 * down. A phrase that is wrong is refused with the reason; it is never repaired by guessing.
 */

import {
  entropyToMnemonic as entropyToWords,
  mnemonicToSeedWebcrypto,
  validateMnemonic,
  mnemonicToEntropy as wordsToEntropy,
} from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { type Bytes, wipe } from './bytes.ts'
import { PhraseError } from './errors.ts'
import { numbered } from './numbering.ts'
import { randomBytes } from './random.ts'
import { suggestWords } from './suggest.ts'

export type PhraseLength = 12 | 15 | 18 | 21 | 24

export type PhraseProblem =
  | { kind: 'count'; count: number }
  /** `position` counts from 1; `suggestions` are at most three, the likeliest first. */
  | { kind: 'word'; position: number; word: string; suggestions: string[] }
  | { kind: 'checksum' }

export type PhraseCheck =
  | { ok: true; mnemonic: string; words: PhraseLength }
  | { ok: false; problem: PhraseProblem }

const LENGTHS: readonly PhraseLength[] = [12, 15, 18, 21, 24]
/** A "word" is repeated to its author only this far: a pasted document is not a word. */
const WORD_SHOWN = 32

/**
 * A new phrase.
 * @param words 12 (128 bits) or 24 (256 bits)
 * @throws RandomnessError
 */
export function generateMnemonic(words: 12 | 24): string {
  const entropy = randomBytes(words === 12 ? 16 : 32)
  try {
    return entropyToMnemonic(entropy)
  } finally {
    wipe(entropy)
  }
}

/**
 * Reads a phrase in any case, with any white space, with or without numbers before the words. An unknown word is
 * named first, then a wrong count, then a wrong checksum.
 */
export function checkPhrase(text: string): PhraseCheck {
  const words = numbered(text)
  const at = words.findIndex((word) => !wordlist.includes(word))
  const unknown = words[at]
  if (unknown !== undefined) {
    const word = unknown.slice(0, WORD_SHOWN)
    return wrong({ kind: 'word', position: at + 1, word, suggestions: suggestWords(word, wordlist) })
  }
  const length = LENGTHS.find((n) => n === words.length)
  if (length === undefined) return wrong({ kind: 'count', count: words.length })
  const mnemonic = words.join(' ')
  if (!validateMnemonic(mnemonic, wordlist)) return wrong({ kind: 'checksum' })
  return { ok: true, mnemonic, words: length }
}

const wrong = (problem: PhraseProblem): PhraseCheck => ({ ok: false, problem })

/**
 * The 16 to 32 bytes that the phrase writes.
 * @throws PhraseError
 */
export function mnemonicToEntropy(text: string): Bytes {
  const check = checkPhrase(text)
  if (!check.ok) throw new PhraseError(check.problem)
  return Uint8Array.from(wordsToEntropy(check.mnemonic, wordlist))
}

/**
 * @param entropy 16, 20, 24, 28 or 32 bytes
 * @throws RangeError on another length
 */
export const entropyToMnemonic = (entropy: Uint8Array): string => entropyToWords(entropy, wordlist)

/**
 * The 64-byte seed of BIP-32: PBKDF2-HMAC-SHA512, 2048 rounds, both texts in NFKD. Takes the phrase as it is, in
 * any language: whoever calls has checked it.
 * @throws TypeError on text that is not well-formed Unicode
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
export async function mnemonicToSeed(mnemonic: string, passphrase: string): Promise<Bytes> {
  const seed = await mnemonicToSeedWebcrypto(mnemonic, passphrase)
  const copy = Uint8Array.from(seed)
  wipe(seed)
  return copy
}
