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
