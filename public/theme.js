// Runs before the first paint: which theme was chosen, and which kind of page this is.
{
  const root = document.documentElement
  let theme = null
  try {
    theme = localStorage.getItem('theme')
  } catch {
    // Storage is off: the system's theme stands.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  const view = new URLSearchParams(location.search).get('view')
  root.dataset.view = view === 'panel' || view === 'tab' || view === 'approval' ? view : 'popup'
  // The files of the question, while the first is being read; vite.pages.ts names them.
  const early = view === 'approval' ? document.currentScript?.dataset.approval : undefined
  for (const file of early?.split(' ') ?? []) {
    const link = document.createElement('link')
    const isStyle = file.endsWith('.css')
    link.rel = isStyle ? 'stylesheet' : 'modulepreload'
    link.href = `/${file}`
    link.crossOrigin = ''
    document.head.append(link)
  }
  // Asked for while the scripts are still being read; src/ui/connect.ts takes it.
  globalThis.storedPicture = globalThis.chrome?.storage?.session?.get(['picture', 'picture-until'])
}
