import { resolve } from 'node:path'
import type { EnvironmentOptions, Plugin } from 'vite'

/**
 * The background is two files of one module graph. `background.js` is all that a start of the worker needs, and what
 * answers pages; `background-rest.js` is what reads, judges and signs. The second is read when something of it is
 * first used, so that a start pays nothing for it.
 *
 * A service worker may import later, at once and synchronously, what it imported while it was being installed; Firefox
 * gets both files in its manifest. The second is a function only, so reading it does nothing by itself. Where it
 * cannot be read the use of it throws, and nothing is signed.
 */
const REST = 'background-rest.js'

/** Modules that no start and no read of a page runs (a test in tests/e2e/smoke.spec.ts shows that none was missed). */
const rest = new RegExp(
  [
    'node_modules/(?:hash-wasm|@scure/(?!base)|@noble|viem)',
    'src/ethereum/(?!networks\\.ts)',
    'src/vault/(?!bytes|cipher|errors|format|random|vault-store)',
    'src/background/(?:backup|simulation)/',
    'src/background/nfts/(?:svg/|metadata|place|sniff)',
    'src/background/swap/(?!follow|orders|records|swaps)',
  ].join('|'),
)

const core = (code: string) => `(() => {
'use strict'
const exports = {}
let rest
let started = false
// Our pages' Trusted Types hold here too: this policy knows one address.
const policy = globalThis.trustedTypes?.createPolicy('candor-rest', { createScriptURL: () => '${REST}' })
const load = () => importScripts(policy ? policy.createScriptURL('') : '${REST}')
const read = () => {
  if (rest) return rest
  // What both files share is whole only then: at its top level no module of the first may use one of the second.
  if (!started) throw new Error('${REST} was used too early')
  try {
    rest = {}
    if (!globalThis.candorRest) load()
    globalThis.candorRest(rest, () => exports)
    return rest
  } catch (error) {
    rest = undefined
    throw error
  }
}
const require = () => new Proxy({}, { get: (_, name) => read()[name] })
if (globalThis.importScripts) addEventListener('install', load)
;((exports, require) => {
${code}
})(exports, require)
started = true
})()
`

const later = (code: string) => `globalThis.candorRest = (exports, require) => {
'use strict'
${code}
}
`

export function twoFiles(): Plugin {
  return {
    name: 'candor:two-files',
    applyToEnvironment: (environment) => environment.name === 'background',
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle).toSorted()
      if (names.join() !== `${REST},background.js`) this.error(`The background came as ${names.join()}`)
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = (file.fileName === REST ? later : core)(file.code)
    },
  }
}

/** Both files, as classic scripts: the browser keeps their compiled code, and compiles a module anew at every start. */
export function background(shared: EnvironmentOptions, entry: string): EnvironmentOptions {
  return {
    ...shared,
    build: {
      ...shared.build,
      rolldownOptions: {
        input: { background: resolve(import.meta.dirname, entry) },
        preserveEntrySignatures: false,
        output: {
          format: 'cjs',
          strict: true,
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          codeSplitting: {
            groups: [{ name: 'background-rest', test: rest, includeDependenciesRecursively: false }],
          },
        },
      },
    },
  }
}
