/** Whether what is signed before a swap is the one permit that it needs: one field more, less or other is another. */
import { bytesToHex } from '../../shared/hex.ts'
import { parseTypedData, typedDataDigest } from '../typed-data.ts'

export const OTHER_PERMIT =
  'This signature is not the one that the swap needs: its amount, its receiver, its end or its number has changed. Nothing is signed. Ask for a new quote.'

/** Both as JSON. What is hashed for the signature is all that counts: types, domain and every value are in it. */
export function isSameData(json: string, wanted: string, chainId: number): boolean {
  const digest = (text: string) => bytesToHex(typedDataDigest(parseTypedData(text, chainId)))
  return digest(json) === digest(wanted)
}
