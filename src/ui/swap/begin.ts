/** From the offer that stands in the form to its question. */
import type { SwapQuote } from '../../messaging/protocol.ts'
import { api } from '../state.ts'
import type { Quoting } from './use-quotes.ts'

type Latest = { quoting: Pick<Quoting, 'id' | 'quotes' | 'refreshing'>; quote: SwapQuote | null }
const MOST_TRIES = 3

/**
 * What is asked for anew takes the place of what stands here: the newest offer of the source is the one that can be had.
 * Null where there is none any more.
 */
export async function begin(latest: () => Latest, source: string | undefined) {
  for (let tries = 1; ; tries++) {
    await settled(() => !latest().quoting.refreshing)
    const { quoting, quote } = latest()
    const offer = quoting.quotes.find((one) => one.source.id === source) ?? quote
    if (quoting.id === null || offer === null) return null
    try {
      return { offer, ...(await api('swap.start', { id: quoting.id, quoteId: offer.id })) }
    } catch (error) {
      // A finer offer came in the moment of the press, and stands here soon.
      const gone = error instanceof Error && error.name === 'QuoteGoneError'
      if (!gone || tries === MOST_TRIES || !(await settled(() => isOther(latest(), offer)))) throw error
    }
  }
}

const isOther = ({ quoting }: Latest, { id, source }: SwapQuote): boolean =>
  quoting.quotes.some((one) => one.source.id === source.id && one.id !== id)

/** Whether it came to hold in time. */
async function settled(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + 5_000; !holds(); await new Promise((done) => setTimeout(done, 50)))
    if (Date.now() > end) return false
  return true
}
