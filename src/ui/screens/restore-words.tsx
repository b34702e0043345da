import { useEffect, useRef, useState } from 'react'
import { splitPhrase } from './restore-phrase.ts'

type TypedWordsProps = {
  inputRef: React.RefObject<HTMLInputElement | null>
  count: number
  /** Number of the word that is wrong, from 1. */
  wrong: number | null
}

/** What has been typed, numbered, while it is asked for: text in the page, gone when the page loses the focus. */
export function TypedWords({ inputRef, count, wrong }: TypedWordsProps) {
  const list = useRef<HTMLOListElement>(null)
  const [shown, setShown] = useState(false)

  useEffect(() => {
    const hide = () => setShown(false)
    window.addEventListener('blur', hide)
    return () => window.removeEventListener('blur', hide)
  }, [])

  useEffect(() => {
    const target = list.current
    if (!target) return
    const input = inputRef.current
    const write = () => {
      const words = splitPhrase(input?.value)
      target.replaceChildren(
        ...words.map((word, index) => {
          const item = document.createElement('li')
          const number = document.createElement('span')
          number.className = 'phrase-number'
          number.textContent = String(index + 1)
          const text = document.createElement('span')
          text.className = index + 1 === wrong ? 'phrase-word phrase-wrong' : 'phrase-word'
          text.textContent = word
          item.append(number, text)
          return item
        }),
      )
    }
    write()
    input?.addEventListener('input', write)
    return () => {
      input?.removeEventListener('input', write)
      target.replaceChildren()
    }
  })

  if (count === 0) return null
  return (
    <>
      <button
        type="button"
        className="link small self-start"
        aria-expanded={shown}
        data-testid="restore-show"
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide the words' : 'Show the words'}
      </button>
      {shown && (
        <ol
          ref={list}
          className="phrase"
          data-shown="true"
          data-count={count}
          aria-label="What you typed"
          translate="no"
        />
      )}
    </>
  )
}
