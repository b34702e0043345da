import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { browserClient, lastPicture } from './connect.ts'
import { listenToHistory } from './router.ts'
import { follow, paint } from './state.ts'

const root = document.getElementById('root')
if (root) {
  follow(browserClient())
  listenToHistory()
  createRoot(root).render(<App />)
  void lastPicture().then((picture) => picture && paint(picture))
}
