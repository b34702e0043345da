import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'
import { type PagesServer, servePages } from '../pages-server'

const root = resolve(import.meta.dirname, '../../..')
const sources = join(import.meta.dirname, 'pages')
const cache = join(root, 'test-output/dapp-pages')

export const pageNames = ['ethers5', 'ethers6', 'legacy', 'viem', 'wagmi', 'web3'] as const
export type PageName = (typeof pageNames)[number]

/** Changes with the pages and with every package that they are made of. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of [join(root, 'package-lock.json'), import.meta.filename, ...sourceFiles()]) {
    hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function sourceFiles(): string[] {
  const names = readdirSync(sources).filter((name) => /\.tsx?$/.test(name))
  return names.sort().map((name) => join(sources, name))
}

/** Builds the pages of the dApp libraries unless they stand; answers the folder. */
export async function buildPages(): Promise<string> {
  const folder = join(cache, fingerprint())
  if (existsSync(folder)) return folder
  const outDir = `${folder}.${process.pid}`
  const input = Object.fromEntries(
    sourceFiles()
      .map((file) => [basename(file).replace(/\.tsx?$/, ''), file] as const)
      .filter(([name]) => pageNames.some((known) => known === name)),
  )
  await build({
    root: sources,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
      },
    },
  })
  mkdirSync(cache, { recursive: true })
  try {
    renameSync(outDir, folder)
  } catch (error) {
    // Another worker was faster.
    rmSync(outDir, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  for (const old of readdirSync(cache).filter((name) => !folder.endsWith(name) && !name.includes('.'))) {
    rmSync(join(cache, old), { recursive: true, force: true })
  }
  return folder
}

/** One page on a port of its own, and so under an origin of its own. */
export async function servePage(name: PageName): Promise<PagesServer> {
  const folder = await buildPages()
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>
<link rel="icon" href="data:,"></head><body><script type="module" src="/${name}.js"></script></body></html>`
  return servePages((path) => (path.endsWith('.html') ? html : readFileSync(join(folder, path))))
}
