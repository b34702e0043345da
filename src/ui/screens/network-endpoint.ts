const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What is wrong with one endpoint, in words; null when it can be asked. */
export function urlProblem(typed: string): string | null {
  let url: URL
  try {
    url = new URL(typed)
  } catch {
    return `“${typed.slice(0, 60)}” is not a web address. It looks like https://rpc.example.org.`
  }
  if (url.protocol === 'https:') return null
  if (url.protocol === 'http:' && LOCAL.has(url.hostname)) return null
  return 'Use an address that starts with https://. Plain http:// is only for a node on this computer.'
}

/** What is wrong with a list of endpoints; null when nothing is. */
export function endpointProblem(endpoints: readonly string[]): string | null {
  if (endpoints.length === 0) return 'Give at least one endpoint, or the network cannot be read.'
  for (const endpoint of endpoints) {
    const problem = urlProblem(endpoint.replace(/^ws(s?:)/i, 'http$1'))
    if (problem) return problem
  }
  if (endpoints.every((endpoint) => /^ws/i.test(endpoint)))
    return 'A wss:// endpoint only brings news sooner. Give one that starts with https:// too.'
  const twice = endpoints.find((endpoint, index) => endpoints.indexOf(endpoint) !== index)
  return twice ? `${twice} stands there twice. Take one away.` : null
}
