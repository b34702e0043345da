import * as v from 'valibot'

/** How a field reads what was stored: by its schema, or not at all. */
export const parser =
  <T>(of: v.GenericSchema<unknown, T>) =>
  (stored: unknown): T =>
    v.parse(of, stored)
