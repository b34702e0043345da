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
  let applied = choiceFile(settings.get())
  let queue: Promise<void> = Promise.resolve()

  /** One after another, and each the newest: a person may click faster than the browser registers. */
  function keep(): Promise<void> {
    queue = queue
      .then(() => script.use(choiceFile(settings.get())))
      // Refused by the browser: the settings screen shows that the choice is not in effect.
      .catch(() => undefined)
    return queue
  }

  settings.subscribe((now) => {
    const file = choiceFile(now)
    if (file === applied) return
    applied = file
    void keep()
  })
  return { keep }
}
