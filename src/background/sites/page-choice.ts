/**
 * What the person chose about `window.ethereum`. Pages in the usual setting are told nothing and cost nothing; any
 * other choice is a script of its own that the browser runs first in every page. It is kept in step here: when the
 * choice changes, when the browser gives the permission, and when a worker starts, because an update of the extension
 * forgets such scripts.
 */
import type { Settings } from '../../messaging/protocol.ts'
import type { PageScript } from '../ports.ts'
import type { Field } from '../state/field.ts'

export type PageChoice = { keep(): Promise<void> }

/** The script of a choice (src/inpage/choice); null for the usual one. */
export function choiceFile({
  ethereum,
  asMetaMask,
}: Pick<Settings, 'ethereum' | 'asMetaMask'>): string | null {
  if (ethereum === 'none') return 'ethereum-none.js'
  if (asMetaMask) return `ethereum-${ethereum}-metamask.js`
  return ethereum === 'shared' ? null : 'ethereum-candor.js'
}

export function createPageChoice(settings: Field<Settings>, script: PageScript): PageChoice {
  let last = choiceFile(settings.get())
  let queue: Promise<void> = Promise.resolve()

  /** One after another: a person may click faster than the browser registers. */
  function next(step: () => Promise<void>): Promise<void> {
    // Refused by the browser: the settings screen shows that the choice is not in effect.
    queue = queue.then(step).catch(() => undefined)
    return queue
  }
  const keep = () => next(() => script.use(choiceFile(settings.get())))

  settings.subscribe((now) => {
    const file = choiceFile(now)
    if (file === last) return
    last = file
    void keep()
    // On this change alone: a permission may come before the choice that it was asked for.
    if (file === null) void next(script.release)
  })
  return { keep }
}
