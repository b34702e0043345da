/** Answers of services, read without trusting them. */

/** A string, or a number: what JSON can be taken apart into without looking at its meaning. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * JSON with every number as its own text: no digit is lost to a float.
 * @throws SyntaxError when it is not JSON
 */
export function parseExactJson(text: string): unknown {
  JSON.parse(text)
  return JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`)))
}

/** What no JSON carries by itself. */
const MARK = '\\u0001'

/** JSON that goes back as it came: its numbers in text, each behind a mark. */
export const markNumbers = (text: string): string =>
  text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`))

/** Of what was stringified: the marked numbers as they were. */
export const unmarkNumbers = (text: string): string =>
  text.replace(/"\\u0001(-?[\d.eE+-]+)"/g, (_, digits: string) => digits)
