/** Decodes one `xn--` label (RFC 3492, section 6.2). Null when it is not valid punycode. */
export function decodeLabel(label: string): string | null {
  if (!label.startsWith('xn--')) return label
  const input = label.slice(4)
  const delimiter = input.lastIndexOf('-')
  const output = Array.from(delimiter > 0 ? input.slice(0, delimiter) : '')
  let index = 0
  let code = 128
  let bias = 72
  let at = delimiter > 0 ? delimiter + 1 : 0
  while (at < input.length) {
    const before = index
    let weight = 1
    for (let k = 36; ; k += 36) {
      const digit = digitOf(input.charCodeAt(at++))
      if (digit === null) return null
      index += digit * weight
      if (index > 0x7fffffff) return null
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
      if (digit < threshold) break
      weight *= 36 - threshold
    }
    const length = output.length + 1
    bias = adapt(index - before, length, before === 0)
    code += Math.floor(index / length)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null
    index %= length
    output.splice(index++, 0, String.fromCodePoint(code))
  }
  return output.join('')
}

function digitOf(charCode: number): number | null {
  if (charCode >= 48 && charCode <= 57) return charCode - 22
  if (charCode >= 97 && charCode <= 122) return charCode - 97
  if (charCode >= 65 && charCode <= 90) return charCode - 65
  return null
}

function adapt(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2))
  rest += Math.floor(rest / length)
  let k = 0
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35)
  return k + Math.floor((36 * rest) / (rest + 38))
}
