import type { EndpointHealth } from '../../messaging/protocol.ts'

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

/** Blocks that an endpoint may be behind the others without a word. */
const FEW_BLOCKS = 3

/** How an endpoint did, in words, beside the others; null while nothing is known of it. */
export function healthWords(
  all: readonly EndpointHealth[],
  url: string,
): { text: string; bad: boolean } | null {
  const one = all.find((health) => health.url === url)
  if (one === undefined) return null
  if (one.problem !== null) return { text: one.problem || 'It does not answer.', bad: true }
  if (one.ms === null || one.height === null) return null
  const behind = Math.max(...all.map((health) => health.height ?? 0)) - one.height
  if (behind > FEW_BLOCKS) return { text: `${one.ms} ms, ${behind} blocks behind the others`, bad: true }
  return { text: `${one.ms} ms, block ${one.height.toLocaleString('en')}`, bad: false }
}
