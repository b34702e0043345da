import type { PhraseProblem } from '../../messaging/protocol.ts'

/** How many words a phrase may have (BIP-39). */
export const LENGTHS: readonly number[] = [12, 15, 18, 21, 24]

/** The words of what was typed or pasted, whatever stands between them. */
export const splitPhrase = (typed: string | undefined): string[] =>
  (typed ?? '').normalize('NFKD').trim().toLowerCase().split(/\s+/).filter(Boolean)

/** The same phrase with another word at `position`, counted from 1. */
export function replaceWord(typed: string, position: number, word: string): string {
  const words = splitPhrase(typed)
  words[position - 1] = word
  return words.join(' ')
}

/** What is wrong with a phrase and what to do about it. */
export function describeProblem(problem: PhraseProblem): string {
  if (problem.kind === 'count') {
    const words = problem.count === 1 ? 'is 1 word' : `are ${problem.count} words`
    return problem.count === 0
      ? 'Type your recovery phrase first.'
      : `There ${words}. A recovery phrase has 12, 15, 18, 21 or 24. Look for one that is missing or too many.`
  }
  if (problem.kind === 'word') {
    const more = problem.suggestions.length > 0 ? 'Did you mean one of these?' : 'Look it up on your paper.'
    return `Word ${problem.position}, “${problem.word}”, is not in the list of recovery words. ${more}`
  }
  return 'Every word is a recovery word, but together they do not fit. One of them is another word, or two have changed places. Compare them with your paper.'
}
