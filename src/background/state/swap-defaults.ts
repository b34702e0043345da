/** What every swap begins with. */
import * as v from 'valibot'
import type { SwapDefaults } from '../../messaging/protocol.ts'

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))

export const swapDefaults = v.object({
  slippageBps: v.union([v.literal('auto'), whole(5000)]),
  deadlineMinutes: whole(180),
})

export const SWAP_DEFAULTS: SwapDefaults = { slippageBps: 'auto', deadlineMinutes: 20 }
