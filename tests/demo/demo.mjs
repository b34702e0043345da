// `npm run demo`: installs what is missing, builds, starts the local chain and opens Chromium with the wallet and a
// page to try it on. Without a display it runs the main job by itself and leaves a picture of each screen.
import { resolve } from 'node:path'
import { ensure } from '../tools/ensure.mjs'

const root = resolve(import.meta.dirname, '../..')
process.chdir(root)

const started = Date.now()
const { chromium } = await ensure({ firefox: false })
process.env.CHROMIUM_PATH = chromium
console.log(`Everything is installed (${((Date.now() - started) / 1000).toFixed(1)} s)`)

const { createBuilder, runnerImport } = await import('vite')
const building = Date.now()
const builder = await createBuilder({ root, logLevel: 'error' })
await builder.buildApp()
console.log(`The extension is built into dist/ (${((Date.now() - building) / 1000).toFixed(1)} s)`)

// Node 20 reads no TypeScript by itself; Vite does.
const { module } = await runnerImport(resolve(root, 'tests/demo/run.ts'), { root, logLevel: 'error' })
const display = process.platform === 'darwin' || process.platform === 'win32'
const headed = display || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)
try {
  await (headed && !process.argv.includes('--headless') ? module.openDemo(root) : module.runDemo(root))
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}
