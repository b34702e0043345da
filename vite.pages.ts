import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EnvironmentOptions, Plugin, Rolldown } from 'vite'

/**
 * Our own pages. Every file costs a page of an extension a millisecond or two, and one that is known late costs a
 * round trip: so what the first drawing needs is one file, and the page asks for its fonts, and an approval window for
 * its screen, while that is still being read.
 */
export function pages(outDir: string): EnvironmentOptions {
  return {
    build: {
      outDir,
      // Emptied once, by the builder: under --watch this would delete what the other environments wrote.
      emptyOutDir: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { popup: resolve(import.meta.dirname, 'popup.html') },
        output: {
          // An extension needs no cache busting, and two builds of one commit must be identical.
          entryFileNames: 'assets/[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
          codeSplitting: {
            groups: [{ name: 'first', tags: ['$initial'] }],
          },
        },
      },
    },
  }
}

const APPROVAL = 'src/ui/approvals/approval-screen.tsx'

/** Names in the page what it will need; public/theme.js asks for the files of `data-approval`. */
export function askEarly(): Plugin {
  return {
    name: 'candor:ask-early',
    applyToEnvironment: (environment) => environment.name === 'client',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const approval = filesOf(bundle, resolve(import.meta.dirname, APPROVAL))
        const fonts = Object.keys(bundle).filter((file) => file.endsWith('.woff2'))
        return {
          html: html.replace('<script src="/theme.js"', `$& data-approval="${approval.join(' ')}"`),
          tags: fonts.map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          })),
        }
      },
    },
  }
}

/** What a lazily loaded module brings with it beyond the first load: scripts and styles. */
function filesOf(bundle: Rolldown.OutputBundle, module: string): string[] {
  const found = new Set<string>()
  const add = (name: string) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || file.isEntry || found.has(name)) return
    found.add(name)
    for (const style of file.viteMetadata?.importedCss ?? []) found.add(style)
    for (const other of file.imports) add(other)
  }
  for (const [name, file] of Object.entries(bundle))
    if (file.type === 'chunk' && file.facadeModuleId === module) add(name)
  return [...found]
}

/** Without the spaces that descriptors are written with for people: the worker reads two fifths less. */
export function compact(outDir: string): Plugin {
  return {
    name: 'candor:compact',
    applyToEnvironment: (environment) => environment.name === 'client',
    writeBundle() {
      const file = resolve(outDir, 'descriptors.json')
      writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))))
    },
  }
}
