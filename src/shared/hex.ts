/** Hexadecimal strings as Ethereum writes them. No library, so that the page script could use it too. */

export type Hex = `0x${string}`
/** 20 bytes in hexadecimal. Inside the wallet always in EIP-55 mixed case. */
export type Address = Hex

export const isHex = (value: unknown): value is Hex =>
  typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)

export const isAddressLike = (value: unknown): value is Address =>
  typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)

/** Two addresses, whatever their case. */
export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Quantity as JSON-RPC writes it: no leading zeros (EIP-1474). */
export const toQuantity = (value: bigint | number): Hex => `0x${value.toString(16)}`

export function bytesToHex(bytes: Uint8Array): Hex {
  let text = '0x'
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text as Hex
}

/** @throws RangeError on an odd length or a character that is not hexadecimal. */
export function hexToBytes(hex: string): Uint8Array<ArrayBuffer> {
  const digits = hex.startsWith('0x') ? hex.slice(2) : hex
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) throw new RangeError('not hexadecimal bytes')
  const bytes = new Uint8Array(digits.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  return bytes
}
