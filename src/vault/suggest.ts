/** Which words of the list a person may have meant. Suggests only; nothing is replaced. */

const MOST = 3
/** One slip of the finger in a short word, two in a longer one. Further away, a suggestion is a guess. */
const farthest = (word: string): number => (word.length <= 4 ? 1 : 2)

/** How many letters to insert, delete or replace to turn one word into the other (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let left = i
    let diagonal = i - 1
    for (const [j, above] of row.slice(1).entries()) {
      left = Math.min(left + 1, above + 1, diagonal + (a[i - 1] === b[j] ? 0 : 1))
      diagonal = above
      next.push(left)
    }
    row = next
  }
  return Number(row.at(-1))
}

/** At most three words of the list: those that begin with `word`, then the nearest, then by alphabet. */
export function suggestWords(word: string, list: readonly string[]): string[] {
  const begun = list.filter((candidate) => candidate.startsWith(word))
  const near = list
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ distance }) => distance <= farthest(word))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate)
  return [...new Set([...begun, ...near])].slice(0, MOST)
}
