/** Why a swap that was mined failed, as far as routers say it and the clock shows it. */

const MOVED =
  /too little|insufficient[_ ]?output|too much requested|excessive[_ ]?input|min(?:imum)?[_ ]?(?:return|output|amount)|slippage|return amount|made the difference/i
const LATE = /too old|expired|deadline/i

/**
 * @param said what the router said, or what was found out of it
 * @param late whether the block was made after the deadline of the swap
 */
export function whyFailed(said: string, late: boolean): string {
  if (late || LATE.test(said))
    return 'Its deadline had passed when it came into a block. Nothing was swapped.'
  if (MOVED.test(said))
    return 'The price moved past what you allowed before it came into a block. Nothing was swapped.'
  return `${said.replace(/([^.!?])$/, '$1.')} Nothing was swapped.`
}
