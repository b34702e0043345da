/**
 * What a value takes in the browser's session storage, roughly and never too little: the browser counts the nodes of
 * a value as well as its bytes, so that a list of many small things weighs more than its JSON.
 */
const NODE = 48

/** Values that are stored do not change: each is weighed once. */
const known = new WeakMap<object, number>()

/** In bytes. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return NODE + bytesOf(value)
  if (typeof value !== 'object' || value === null) return NODE
  const before = known.get(value)
  if (before !== undefined) return before
  let sum = NODE
  if (Array.isArray(value)) for (const one of value) sum += weightOf(one)
  else for (const [key, one] of Object.entries(value)) sum += bytesOf(key) + weightOf(one)
  known.set(value, sum)
  return sum
}

/** Of text in UTF-8, at most: what is beyond ASCII counts three. */
function bytesOf(text: string): number {
  let sum = text.length
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return sum
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) sum += 2
  return sum
}
