/**
 * Our mark: an open ring, the C of Candor, with a plain dot at its opening: a mouth that says what it means.
 * Colours are fixed, so that one string serves page announcements, toolbar and screens; no script, no reference.
 */

/** Ring and dot alone, in a 24 x 24 box, stroke 3.8 with round caps: for drawing in any one colour. */
export const MARK_PATH = 'M17.4 6.4a7.6 7.6 0 1 0 0 11.2M18.9 12h.01'

/** Deep ultramarine on paper, square, readable at 16 px. */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24"><rect width="24" height="24" rx="5.5" fill="#FBFAF5"/><path d="${MARK_PATH}" fill="none" stroke="#2B4BF2" stroke-width="3.8" stroke-linecap="round"/></svg>`
