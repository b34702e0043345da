/**
 * What may be a password at all, and how long to wait after a wrong one. How strong an allowed one is, the screen
 * estimates; the vault only refuses what every attacker tries first.
 */

import { COMMON_PASSWORDS, COMMON_STEMS, KEYBOARD_RUNS } from './common-passwords.ts'

export type PasswordCheck = { ok: true } | { ok: false; reason: 'short' | 'common' }

export const PASSWORD_LEAST = 10
/** A common word with a few digits around it is common up to here; longer ones may hold something else. */
const STEM_LONGEST = 15
const UNIT_LONGEST = 5
const DELAY_MOST = 60_000

/** Counts code points of the password in NFKC, as the key derivation takes it. No upper limit. */
export function checkPassword(text: string): PasswordCheck {
  const password = text.normalize('NFKC')
  if ([...password].length < PASSWORD_LEAST) return { ok: false, reason: 'short' }
  return isCommon(password.toLowerCase()) ? { ok: false, reason: 'common' } : { ok: true }
}

/** Milliseconds to wait after so many wrong passwords in a row: 0, then 1, 2, 4 … 60 s. */
export const throttleDelay = (failures: number): number =>
  failures < 1 ? 0 : Math.min(DELAY_MOST, 1000 * 2 ** (failures - 1))

const isCommon = (password: string): boolean =>
  COMMON_PASSWORDS.has(password) || isRepeat(password) || isRun(password) || isDressedUp(password)

/** "aaaaaaaaaa", "abcabcabcabc": a short unit again and again, also when cut at the end. */
function isRepeat(password: string): boolean {
  const units = Array.from({ length: UNIT_LONGEST }, (_, i) => password.slice(0, i + 1))
  return units.some((unit) => unit.repeat(Math.ceil(password.length / unit.length)).startsWith(password))
}

/** "1234567890", "qwertyuiop", "zyxwvutsrq": along the alphabet or the keyboard, round its end, either way. */
function isRun(password: string): boolean {
  const backwards = [...password].toReversed().join('')
  return KEYBOARD_RUNS.some((run) => {
    const round = run.repeat(Math.ceil(password.length / run.length) + 1)
    return round.includes(password) || round.includes(backwards)
  })
}

/** "P@ssw0rd2024!": a common word in disguise, with digits and signs around it. */
function isDressedUp(password: string): boolean {
  if (password.length > STEM_LONGEST) return false
  const bare = password.replace(/^[^a-z@$]+|[^a-z@$]+$/g, '')
  const barer = bare.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return COMMON_STEMS.has(undisguised(bare)) || COMMON_STEMS.has(undisguised(barer))
}

const DISGUISES: readonly [string, string][] = [
  ['@', 'a'],
  ['4', 'a'],
  ['$', 's'],
  ['5', 's'],
  ['0', 'o'],
  ['3', 'e'],
  ['1', 'i'],
  ['!', 'i'],
]

const undisguised = (text: string): string =>
  DISGUISES.reduce((plain, [sign, letter]) => plain.replaceAll(sign, letter), text)
