/** What typed data may consist of at all, before its types are looked at. */
import { InvalidInputError, InvalidParamsError } from '../shared/errors.ts'

export const POLLUTING = new Set(['__proto__', 'constructor', 'prototype'])
/** The limits of a request that a person can be expected to judge. */
const MAX_SIZE = 256 * 1024
const MAX_ITEMS = 1000
/** 32 levels of the message, below the two of {message: {…}}. */
const MAX_DEPTH = 34

/**
 * Plain JSON only, of bounded depth, size and length of arrays, and no key that would reach a prototype.
 * @throws InvalidInputError, InvalidParamsError
 */
export function checkShape(data: unknown): void {
  let size = 0
  const visit = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) throw new InvalidParamsError('The typed data is nested more than 32 levels deep.')
    size += typeof value === 'string' ? value.length + 2 : 4
    if (size > MAX_SIZE) throw new InvalidParamsError('The typed data is larger than 256 kB.')
    if (value === null || ['string', 'boolean', 'number', 'undefined'].includes(typeof value)) return
    if (typeof value !== 'object')
      throw new InvalidParamsError('The typed data holds what JSON cannot carry.')
    if (Array.isArray(value)) {
      if (value.length > MAX_ITEMS) throw new InvalidParamsError('The typed data holds a list of over 1000.')
      for (const item of value) visit(item, depth + 1)
      return
    }
    for (const [key, item] of Object.entries(value)) {
      if (POLLUTING.has(key)) throw new InvalidInputError(`The key "${key}" is not allowed in typed data.`)
      size += key.length + 3
      visit(item, depth + 1)
    }
  }
  visit(data, 0)
}
