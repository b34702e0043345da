/** Reading parameters: one schema a method, one error for all that do not fit. */
import * as v from 'valibot'
import { parseAddress } from '../../ethereum/address.ts'
import { InvalidParamsError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'

/** @throws InvalidParamsError naming the first thing that does not fit. */
export function parseParams<T>(schema: v.GenericSchema<unknown, T>, params: unknown): T {
  const parsed = v.safeParse(schema, params)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const where = v.getDotPath(issue)
  throw new InvalidParamsError(`Invalid parameters${where === null ? '' : ` at ${where}`}: ${issue.message}`)
}

/** Methods without parameters take anything: dApps send [], {}, null and worse. */
export const ignoreParams = (): null => null

export const addressParam: v.GenericSchema<unknown, Address> = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): Address => {
    try {
      return parseAddress(dataset.value)
    } catch (error) {
      addIssue({ message: error instanceof WalletError ? error.shortMessage : 'not an address' })
      return NEVER
    }
  }),
)

/** Bytes as JSON-RPC writes them (EIP-1474): 0x and two digits a byte. */
export const bytesParam: v.GenericSchema<unknown, Hex> = v.pipe(
  v.custom<Hex>(isHex, 'bytes are 0x and hexadecimal digits'),
  v.check((hex) => hex.length % 2 === 0, 'bytes have two digits each'),
)

/** EIP-695 style chain id: hexadecimal without leading zeros, within what JavaScript counts exactly. */
export const chainIdParam: v.GenericSchema<unknown, number> = v.pipe(
  v.string(),
  v.regex(/^0x[1-9a-fA-F][0-9a-fA-F]*$/, 'a chain id is hexadecimal, without leading zeros'),
  v.transform(Number),
  v.maxValue(4_503_599_627_370_476, 'the chain id is too large'),
)

/** `[id]` of a filter or subscription. */
export const idParam = v.looseTuple([v.pipe(v.string(), v.maxLength(100, 'not an id'))])

/** `[x]`, and `x` alone, which old code sends. */
export const firstParam = (params: unknown): unknown => (Array.isArray(params) ? params[0] : params)
