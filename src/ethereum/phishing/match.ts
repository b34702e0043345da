/**
 * Whether the name of a site could be taken for a well-known one: by a letter or two, as the public phishing
 * detectors compare it (the name without its ending, by edit distance), by letters that look alike, or by bearing
 * the other's name. Sets of endings and a short list of names: nothing here grows with any list of bad sites.
 */
import { decodeLabel } from '../../shared/punycode.ts'
import { looksLike } from '../look-alike.ts'
import type { Phishing } from '../rules/facts.ts'
import { WELL_KNOWN } from './hosts.ts'

/** Places under which anybody gets a name. */
const ANY_ENDING = /^(?:com|co|org|net|io|xyz|app|dev|finance)$/
const known = new Set(WELL_KNOWN)
/** Names that are words: others may bear them, and be a letter away, in all honesty. */
const WORDS = new Set(
  'across balancer blur compound curve galaxy jumper ledger linea mirror morpho optimism phantom polygon rainbow safe scroll sky snapshot spark stargate sushi tally wormhole zapper zerion base matcha frax'.split(
    ' ',
  ),
)
const named = WELL_KNOWN.map((host) => ({ host, name: host.slice(0, host.lastIndexOf('.')) }))

/** "a.b.example.org", "b.example.org", "example.org". */
export function endingsOf(host: string): string[] {
  const labels = host.split('.')
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'))
}

/** @param host as the browser writes it */
export function phishingOf(host: string): Phishing {
  const clean = host.toLowerCase().replace(/\.$/, '')
  const isNumber = /^\[|^\d+(?:\.\d+){3}$/.test(clean)
  if (isNumber || !clean.includes('.') || endingsOf(clean).some((one) => known.has(one)))
    return { like: null, oddLetters: false }
  return { like: likeOf(clean), oddLetters: clean.split('.').some(isOdd) }
}

function likeOf(host: string): Phishing['like'] {
  const labels = host.split('.').slice(0, -1)
  const names = endingNames(labels)
  for (const { host: good, name } of named) {
    // Shorter names are a letter away from too many words.
    if (name.length < 4) continue
    const look = joined(looksLike(name))
    if (names.some((one) => one.text !== name && joined(one.look) === look))
      return { name: good, how: 'letters' }
    if (names.some((one) => isNear(one.text, name))) return { name: good, how: 'typo' }
  }
  for (const { host: good, name } of named) {
    if (host.includes(`${good}.`) || host.includes(`${good}-`)) return { name: good, how: 'inside' }
    const words = labels.flatMap((label) => label.split('-'))
    if (
      name.length >= 6 &&
      !WORDS.has(name) &&
      words.some((word) => word === name || looksLike(word) === looksLike(name))
    )
      return { name: good, how: 'brand' }
  }
  return null
}

/** Two letters that pass for one. */
const joined = (look: string): string =>
  look.replaceAll('vv', 'w').replaceAll('rn', 'm').replaceAll('cl', 'd')

/** The label that somebody registered: the last before the ending, and the one before where the ending has two. */
function endingNames(labels: readonly string[]): { text: string; look: string }[] {
  const last = labels.at(-1) ?? ''
  const before = labels.at(-2)
  const own = before !== undefined && ANY_ENDING.test(last) ? [before] : [last]
  return own.map((label) => {
    const text = decodeLabel(label) ?? label
    return { text, look: looksLike(text) }
  })
}

/** One edit; two in a long name; the same name under another ending is near as well. */
function isNear(text: string, name: string): boolean {
  const most = name.length >= 10 ? 2 : 1
  if (name.length < 6 || WORDS.has(name)) return false
  return Math.abs(text.length - name.length) <= most && distance(text, name) <= most
}

/** Levenshtein, where two letters that change places are one edit, or two. */
export function distance(a: string, b: string, places = true): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change)
      if (places && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** Latin letters among others in one word, or a word of others that all pass for Latin ones. */
function isOdd(label: string): boolean {
  if (!label.startsWith('xn--')) return false
  const text = decodeLabel(label)
  if (text === null) return true
  const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(text)
  return foreign && (/[a-z]/i.test(text) || /^[\x21-\x7e]+$/.test(looksLike(text)))
}
