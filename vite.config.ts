import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { background, twoFiles } from './vite.background.ts'
import { askEarly, compact, pages } from './vite.pages.ts'

const root = import.meta.dirname
const outDir = resolve(root, process.env.CANDOR_OUT_DIR ?? 'dist')

/** The manifest at the root serves every browser; only its version is filled in, from package.json. */
function manifest(): Plugin {
  const source = resolve(root, 'manifest.json')
  const versionSource = resolve(root, 'package.json')
  return {
    name: 'candor:manifest',
    applyToEnvironment: (environment) => environment.name === 'client',
    buildStart() {
      this.addWatchFile(source)
    },
    writeBundle() {
      const { version } = JSON.parse(readFileSync(versionSource, 'utf8'))
      const content = { ...JSON.parse(readFileSync(source, 'utf8')), version }
      mkdirSync(outDir, { recursive: true })
      writeFileSync(resolve(outDir, 'manifest.json'), `${JSON.stringify(content, null, 2)}\n`)
    },
  }
}

/**
 * The extension's CSP refuses code made from strings, and so would a store's review: a bundle that
 * asks for it is broken, and a build that makes one must say so.
 */
function noCodeFromStrings(): Plugin {
  const forbidden = /(?<![\w$.])(?:eval\s*\(|new\s+Function\s*\(|Function\s*\(\s*["'`])/
  return {
    name: 'candor:no-code-from-strings',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const hit = forbidden.exec(file.code)
        if (!hit) continue
        const excerpt = file.code.slice(Math.max(0, hit.index - 120), hit.index + 120)
        const modules = Object.entries(file.modules)
          .filter(([, module]) => module.code && forbidden.test(module.code))
          .map(([id]) => `\n  from ${id}`)
        this.error(`${file.fileName} makes code from a string:\n  …${excerpt}…${modules.join('')}`)
      }
    },
  }
}

/**
 * The page script's functions stand in stack traces that a page can read; without a name of its own the file would be
 * named by the extension's address there, which tells installs apart.
 */
function namelessInStacks(): Plugin {
  return {
    name: 'candor:nameless-in-stacks',
    applyToEnvironment: (environment) => environment.name === 'inpage',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = `${file.code.trimEnd()}\n//# sourceURL=candor.js\n`
    },
  }
}

/** What no page of ours shows. */
function script(mode: string): EnvironmentOptions {
  return {
    consumer: 'client',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: { outDir, emptyOutDir: false, copyPublicDir: false, modulePreload: false },
  }
}

/** One entry, one self-contained classic script. */
function singleFile(name: string, entry: string, mode: string): EnvironmentOptions {
  const shared = script(mode)
  return {
    ...shared,
    build: {
      ...shared.build,
      rolldownOptions: {
        input: { [name]: resolve(root, entry) },
        output: { format: 'iife', strict: true, entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  }
}

/** What a person may choose about `window.ethereum`: a script each, of which pages get one at most. */
const choices = ['none', 'candor', 'candor-metamask', 'shared-metamask'].map((name) => `ethereum-${name}`)

export default defineConfig(({ mode }) => {
  const dev = mode === 'development'
  return {
    root,
    resolve: {
      // viem brings an older @noble/hashes of its own: one Keccak is enough to audit, to parse and to carry.
      alias: [
        { find: /^@noble\/hashes\/sha3$/, replacement: resolve(root, 'node_modules/@noble/hashes/sha3.js') },
        // @scure/bip32 derives with the curve that signs; src/vault/curve.test.ts holds the two against each other.
        { find: /^@noble\/curves\/secp256k1\.js$/, replacement: resolve(root, 'src/vault/curve.ts') },
      ],
    },
    plugins: [
      react(),
      manifest(),
      askEarly(),
      compact(outDir),
      noCodeFromStrings(),
      namelessInStacks(),
      twoFiles(),
    ],
    build: {
      target: ['chrome120', 'firefox128'],
      sourcemap: dev ? 'inline' : false,
      minify: !dev,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
    environments: {
      client: pages(outDir),
      background: background(script(mode), 'src/background/index.ts'),
      content: singleFile('content', 'src/content/index.ts', mode),
      ...Object.fromEntries(
        choices.map((name) => [
          name.replaceAll('-', '_'),
          singleFile(name, `src/inpage/choice/${name}.ts`, mode),
        ]),
      ),
      inpage: singleFile('inpage', 'src/inpage/index.ts', mode),
    },
    builder: {
      async buildApp(builder) {
        rmSync(outDir, { recursive: true, force: true })
        for (const environment of Object.values(builder.environments)) await builder.build(environment)
      },
    },
  }
})
