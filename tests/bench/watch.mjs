// Tells when something can first be seen, and first be used, on an extension's own pages.

/**
 * Runs at the start of every document. `wanted` maps names to selectors; each is told once per document, as
 * `name painted` after the frame that shows it, and `name usable` when the page has nothing else left to do.
 */
export function watchPage(wanted) {
  if (location.protocol !== 'chrome-extension:') return
  const now = () => performance.timeOrigin + performance.now()
  const tell = (name, at) => window.benchTell(name, at, performance.timeOrigin)
  const left = new Map(Object.entries(wanted))

  function isShown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }

  function afterPaint(run) {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = run
    port2.postMessage(null)
  }

  function look() {
    for (const [name, selector] of left) {
      const found = document.querySelector(selector)
      if (!found || !isShown(found)) continue
      left.delete(name)
      afterPaint(() => {
        tell(`${name} painted`, now())
        requestIdleCallback(() => tell(`${name} usable`, now()))
      })
    }
    if (left.size > 0) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.addEventListener('click', () => tell('clicked', now()), { capture: true })
}

/** What the pages tell, in order. Times are milliseconds since 1970; `origin` is when the page's navigation began. */
export function createNotes() {
  let notes = []
  const listeners = new Set()
  return {
    add(name, at, origin, page) {
      notes.push({ name, at, origin, page })
      for (const listener of listeners) listener()
    },
    clear() {
      notes = []
    },
    /** The first note of this name since the last `clear`. */
    wait(name, timeout = 30_000) {
      const find = () => notes.find((note) => note.name === name)
      return new Promise((done, fail) => {
        const timer = setTimeout(() => {
          listeners.delete(look)
          fail(new Error(`"${name}" did not come within ${timeout} ms`))
        }, timeout)
        function look() {
          const note = find()
          if (!note) return
          clearTimeout(timer)
          listeners.delete(look)
          done(note)
        }
        listeners.add(look)
        look()
      })
    },
  }
}
