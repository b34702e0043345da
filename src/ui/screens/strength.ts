/** How hard a password is to guess. Loaded on the password screen only. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** The background refuses the common passwords; these few keep the estimate from praising their variations. */
const COMMON = (
  'password passwort passphrase letmein welcome monkey dragon master shadow sunshine princess football baseball superman ' +
  'batman trustno iloveyou starwars michael jessica computer internet secret admin login qwerty qwertz azerty asdf zxcv ' +
  'abc bitcoin ethereum crypto wallet candor metamask hodl moon satoshi changeme default test summer winter spring autumn'
).split(' ')

const GRAPH_ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

const estimator = new ZxcvbnFactory({ dictionary: { common: [...COMMON, ...GRAPH_ROWS] } })

const WORDS = ['Very easy to guess', 'Easy to guess', 'Could be stronger', 'Strong', 'Very strong'] as const

export type Strength = { score: 0 | 1 | 2 | 3 | 4; word: string }

export function strengthOf(password: string): Strength {
  const { score } = estimator.check(password.slice(0, 100))
  return { score, word: WORDS[score] }
}
