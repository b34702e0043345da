/** Texts and numbers that nobody means well by. */
import type { Random } from './random.ts'

export const HOSTILE = [
  ...['\u202eCDSU', '<b>0 ETH</b>', 'a'.repeat(3000), '\u200b', '%s{0}', '\0', '5 USDC to you', '{amount}'],
  ...['__proto__', 'constructor', '\ud800', '🏴‍☠️'.repeat(50), '\n\n\nApproved', '’”“'],
]

export function integer(random: Random): string {
  return (
    random.bits(random.pick([1, 8, 24, 64, 96, 128, 160, 255, 256])) - BigInt(random.below(2))
  ).toString()
}
