/** JSON whose keys stand in order of the alphabet at every depth: the same text before and after a storage had it. */
export const sortedJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, (_key, one: unknown) => (isPlain(one) ? sorted(one) : one), indent)

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Without a prototype: a key named __proto__ is one like any other. */
function sorted(value: object): object {
  const result: Record<string, unknown> = Object.create(null)
  for (const [key, one] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) result[key] = one
  return result
}
