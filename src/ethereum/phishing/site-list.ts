/**
 * A public list of sites that steal, matched as eth-phishing-detect matches it: what is allowed passes, what is
 * blocked does not, each with all that is below it, and what is a letter or two from a name that thieves imitate is
 * near it. Endings of a name are looked up; the list is never gone through.
 */
import { distance, endingsOf } from './match.ts'

export type SiteList = {
  allow: ReadonlySet<string>
  block: ReadonlySet<string>
  fuzzy: readonly string[]
  tolerance: number
}

/** The bundled file: see tests/tools/phishing.mjs, which writes it. */
export function readSiteList(text: string): SiteList {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const marked = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1))
  const [tolerance] = marked('!').map((line) => Number(line.replace('tolerance ', '')))
  return {
    allow: new Set(marked('+')),
    block: new Set(lines.filter((line) => !/^[!~+]/.test(line))),
    fuzzy: marked('~'),
    tolerance: tolerance ?? 0,
  }
}

/** The host of a page as lists write it; null for a number or a name of this network. */
export function hostToMatch(origin: string): string | null {
  if (!URL.canParse(origin)) return null
  const host = new URL(origin).hostname.replace(/\.$/, '')
  return /^\[|^\d+(?:\.\d+){3}$/.test(host) || !host.includes('.') ? null : host
}

/** The name, or the one above it, that is among these. */
export const endingAmong = (host: string, names: ReadonlySet<string>): string | null =>
  endingsOf(host).find((one) => names.has(one)) ?? null

const withoutEnding = (host: string) => host.slice(0, host.lastIndexOf('.'))

/** The imitated name that this host is near. */
export function nearOf(
  host: string,
  { fuzzy, tolerance }: Pick<SiteList, 'fuzzy' | 'tolerance'>,
): string | null {
  if (tolerance <= 0 || fuzzy.some((one) => one === host)) return null
  const name = withoutEnding(host).replace('www.', '')
  const isNear = (other: string) =>
    Math.abs(other.length - name.length) <= tolerance && distance(name, other, false) <= tolerance
  return fuzzy.find((one) => isNear(withoutEnding(one))) ?? null
}
