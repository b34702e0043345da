import { useCallback, useRef, useState } from 'react'
import { useHiding } from '../hooks/use-secret.ts'
import { api } from '../state.ts'
import { drawCode, wipeCode } from './secret-code.ts'

const MASK = '••••••'

/**
 * The words of a phrase on the screen. They are put into the page's text and nowhere else, not into React's state, and
 * are taken away when asked, when the page loses the focus, and with the screen.
 */
export function usePhrase(keyringId: string | undefined) {
  const grid = useRef<HTMLOListElement>(null)
  const extra = useRef<HTMLParagraphElement>(null)
  /** Where there is one, the phrase is drawn on it as a QR code. */
  const code = useRef<HTMLCanvasElement>(null)
  const [shown, setShown] = useState(false)
  const [hasPassphrase, setHasPassphrase] = useState(false)

  const cells = useCallback(() => [...(grid.current?.querySelectorAll<HTMLElement>('[data-word]') ?? [])], [])

  // A reveal that is under way when the page loses the focus shows nothing.
  const turn = useRef(0)
  const hide = useCallback(() => {
    turn.current++
    for (const cell of cells()) cell.textContent = MASK
    if (extra.current) extra.current.textContent = MASK
    wipeCode(code.current)
    setShown(false)
  }, [cells])

  /** @throws CallError when the password is wrong. */
  const show = useCallback(
    async (password: string) => {
      if (!keyringId) return
      const asked = turn.current
      const { phrase, passphrase } = await api('vault.reveal', { keyringId, password })
      if (asked !== turn.current) return
      const words = phrase.split(' ')
      cells().forEach((cell, index) => {
        cell.textContent = words[index] ?? ''
      })
      drawCode(code.current, phrase)
      setHasPassphrase(passphrase !== '')
      setShown(true)
      if (extra.current) extra.current.textContent = passphrase
    },
    [keyringId, cells],
  )

  useHiding(hide)

  return { grid, extra, code, shown, hasPassphrase, show, hide }
}

type PhraseGridProps = { count: number; shown: boolean; grid: React.RefObject<HTMLOListElement | null> }

export function PhraseGrid({ count, shown, grid }: PhraseGridProps) {
  return (
    <ol ref={grid} className="phrase" data-shown={shown} data-count={count} aria-label="Recovery phrase">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places of the words do not move.
        <li key={index}>
          <span className="phrase-number">{index + 1}</span>
          <span
            className="phrase-word"
            data-word=""
            data-testid={shown ? `seed-word-${index + 1}` : undefined}
            translate="no"
          >
            {MASK}
          </span>
        </li>
      ))}
    </ol>
  )
}
