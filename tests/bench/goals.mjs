// A goal says what it asks, and whether the wallet's figure meets it beside the floor's.

/** An absolute limit, in the figure's own unit. */
export const atMost = (limit) => ({ text: `≤ ${limit}`, holds: (_floor, wallet) => wallet <= limit })

export const atMostTimes = (factor) => ({
  text: `≤ ${factor} × floor`,
  holds: (floor, wallet) => wallet <= factor * floor,
})

export const atLeastTimes = (factor) => ({
  text: `≥ ${factor} × floor`,
  holds: (floor, wallet) => wallet >= factor * floor,
})

export const atMostMore = (difference) => ({
  text: `≤ floor + ${difference}`,
  holds: (floor, wallet) => wallet <= floor + difference,
})
