/** Names as ENSIP-15 wants them, without loading its tables for the plain ones, which are nearly all. */

const PLAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/

/** Letters, digits and hyphens are their own normal form; only "ab--" at the start of a label is kept for others. */
const isPlain = (name: string): boolean =>
  PLAIN.test(name) && !name.split('.').some((label) => label.startsWith('--', 2))

/** What is typed to be looked up: a name, and neither an address nor unfinished. */
export const looksLikeName = (typed: string): boolean =>
  /^[^\s.].*\.[^\s.]{2,}$/u.test(typed) && !/^0x[0-9a-f]*$/i.test(typed)

/** The one form of a name; null for what cannot be a name. */
export async function normalName(typed: string): Promise<string | null> {
  const lower = typed.trim().toLowerCase()
  if (isPlain(lower)) return lower
  const { normaliseName } = await import('../../ethereum/ens-normalize.ts')
  return normaliseName(typed.trim())
}

/** Whether a name that the chain gave is in its normal form, as far as it is known without the tables. */
export const isKnownNormal = (name: string): boolean => isPlain(name)

export async function isNormal(name: string): Promise<boolean> {
  return isKnownNormal(name) || (await normalName(name)) === name
}
