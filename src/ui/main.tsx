import { createRoot } from 'react-dom/client'
import { App, preloadApproval } from './app.tsx'
import { browserClient, lastPicture } from './connect.ts'
import { currentView, listenToHistory } from './router.ts'
import { follow, paint } from './state.ts'

/** The stored picture first, so that the first drawing is of something; the background's own word replaces it. */
async function start(root: HTMLElement): Promise<void> {
  follow(browserClient())
  listenToHistory()
  const picture = lastPicture()
  if (currentView() === 'approval') await preloadApproval()
  const known = await picture
  if (known) paint(known)
  createRoot(root).render(<App />)
}

const root = document.getElementById('root')
if (root) void start(root)
