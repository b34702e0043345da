/**
 * Where every random byte of the vault comes from: `crypto.getRandomValues`, tested once before it is trusted.
 * A weak generator has emptied wallets before (CVE-2023-31290, CVE-2024-23660).
 */

import { type Bytes, toBase64 } from './bytes.ts'
import { RandomnessError } from './errors.ts'

const SAMPLES = 16
const SAMPLE_BYTES = 128
/** Ones expected in the sample of 16384 bits: 8192, give or take 7 standard deviations of 64. */
const MONOBIT = { least: 7744, most: 8640 } as const

let trusted = false

const draw = (length: number): Bytes => globalThis.crypto.getRandomValues(new Uint8Array(length))

const ones = (bytes: Uint8Array): number =>
  bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)

/**
 * Sixteen draws, all different and with about as many ones as zeros. Refuses a sound generator about once in
 * 10^11 times; catches a constant, a stuck or a badly biased one, not a clever forgery.
 * @throws RandomnessError
 */
export function checkRandomness(source: (length: number) => Uint8Array): void {
  const samples = Array.from({ length: SAMPLES }, () => source(SAMPLE_BYTES))
  const distinct = new Set(samples.map(toBase64)).size
  const sum = samples.reduce((total, sample) => total + ones(sample), 0)
  if (distinct !== SAMPLES || sum < MONOBIT.least || sum > MONOBIT.most) throw new RandomnessError()
}

/**
 * @param length in bytes
 * @throws RandomnessError when the first check of the generator fails
 */
export function randomBytes(length: number): Bytes {
  if (!trusted) checkRandomness(draw)
  trusted = true
  return draw(length)
}
