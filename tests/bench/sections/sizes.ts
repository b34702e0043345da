import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Row, Stage } from '../measure'

export async function sizes({ folder }: Stage): Promise<Row[]> {
  const wallet = join(folder, 'wallet')
  const kB = (...files: string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(wallet, file)), { level: 9 }).length, 0) /
    1000
  const firstLoad = new Set(['assets/popup.js'])
  // What popup.js imports statically comes with it.
  for (const file of firstLoad)
    for (const [, name] of readFileSync(join(wallet, file), 'utf8').matchAll(
      /(?:from|import)\s*"\.\/([^"]+\.js)"/g,
    ))
      firstLoad.add(`assets/${name}`)
  const whole = readdirSync(wallet, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  const row = (figure: string, value: number, goal: number, unit = 'kB gzip'): Row => ({
    section: 'sizes',
    figure,
    floor: null,
    wallet: value,
    unit,
    goal,
  })
  return [
    row('inpage script', kB('inpage.js'), 6),
    row('content script', kB('content.js'), 2.5),
    row('background bundle, read at every start', kB('background.js'), 200),
    row('background, both files', kB('background.js', 'background-rest.js'), 280),
    row('UI first load', kB(...firstLoad), 180),
    row('whole extension, unpacked', whole / 1e6, 3, 'MB'),
  ]
}
