import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const source = join(root, 'src')

interface Import {
  file: string
  specifier: string
  /** Leaves nothing in the output. */
  typeOnly: boolean
}

interface Rule {
  /** Our own folders that may be imported; a path names a part of one. */
  ours: string[]
  /** The same, for types only. */
  types?: string[]
  /** Packages that may be imported; undefined when any may. */
  packages?: RegExp
}

const nothing = /^(?!)/

/** The import table of src/README.md. A folder may always import itself. */
const importTable: Record<string, Rule> = {
  shared: { ours: [] },
  vault: { ours: ['shared'], packages: /^(?:@scure\/|@noble\/|hash-wasm$)/ },
  ethereum: { ours: ['shared'], types: ['messaging/protocol'], packages: /^viem(?:\/|$)/ },
  storage: { ours: ['shared'], packages: /^valibot$/ },
  messaging: { ours: ['shared'], packages: nothing },
  background: { ours: ['shared', 'vault', 'ethereum', 'storage', 'messaging'] },
  ui: {
    ours: ['shared', 'messaging', 'ethereum'],
    packages: /^(?:react|react-dom|zustand|uplot|qr|@zxcvbn-ts|@fontsource|@fontsource-variable)(?:\/|$)/,
  },
  content: { ours: ['shared', 'messaging/channel'], packages: nothing },
  inpage: { ours: ['shared', 'messaging/channel'], packages: nothing },
}

function listFiles(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function shown(file: string): string {
  return relative(root, file).replaceAll('\\', '/')
}

/** Blanks comments, so that prose about a forbidden thing is not the thing. Strings stay: imports stand in them. */
function withoutComments(code: string): string {
  const literalOrComment =
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*/g
  return code.replace(literalOrComment, (match, literal?: string) => literal ?? match.replace(/[^\n]/g, ' '))
}

/** Blanks what stands inside of strings too. */
function withoutStrings(code: string): string {
  return code.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, "''")
}

const all = listFiles(source, /\.tsx?$/)
const sources = all.filter((file) => !/\.test\.tsx?$/.test(file))
const code = new Map(sources.map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]))

function importsOf(file: string, text: string): Import[] {
  const statement = /\b(?:import|export)\s+(type\s+)?([^'"`;()]*?)\s*from\s*['"]([^'"]+)['"]/g
  // Not the end of a name such as 'account-import'.
  const bare = /(?<![-\w])import\s*['"]([^'"]+)['"]/g
  const dynamic = /\bimport\s*\(\s*['"]([^'"]+)['"]/g
  const found: Import[] = []
  for (const [, type, names, specifier] of text.matchAll(statement)) {
    // `import { type A, type B }` is kept for its effects under verbatimModuleSyntax: not type-only.
    if (specifier && names !== undefined) found.push({ file, specifier, typeOnly: type !== undefined })
  }
  for (const pattern of [bare, dynamic]) {
    for (const [, specifier] of text.matchAll(pattern)) {
      if (specifier) found.push({ file, specifier, typeOnly: false })
    }
  }
  return found
}

const imports = [...code].flatMap(([file, text]) => importsOf(file, text))

/** A path below src, without its extension: `messaging/channel`. Undefined for a package. */
function ownTarget({ file, specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = relative(source, resolve(file, '..', specifier)).replaceAll('\\', '/')
  return target.replace(/\.(?:ts|tsx|js|mjs)$/, '').replace(/\/index$/, '')
}

function folderOf(file: string): string {
  return relative(source, file).split(/[\\/]/)[0] ?? ''
}

function isWithin(target: string, place: string): boolean {
  return target === place || target.startsWith(`${place}/`)
}

function inFolders(...folders: string[]): string[] {
  return sources.filter((file) => folders.some((folder) => isWithin(shown(file), `src/${folder}`)))
}

/** `file:line  text` for each line that matches. */
function linesWith(files: string[], pattern: RegExp, prepare = withoutStrings): string[] {
  return files.flatMap((file) =>
    prepare(code.get(file) ?? '')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${shown(file)}:${index + 1}  ${line.trim()}`] : [])),
  )
}

function lengthOf(file: string): number {
  return readFileSync(file, 'utf8').trimEnd().split('\n').length
}

/** Lines that are neither empty nor comment nor import. */
function logicLines(file: string): number {
  const text = (code.get(file) ?? '').replace(/^import[\s\S]*?from\s*'[^']+';?$/gm, '')
  return text.split('\n').filter((line) => line.trim() !== '').length
}

describe('import table', () => {
  test('behavior: every folder of src has a rule', () => {
    const folders = new Set(sources.map(folderOf).filter((folder) => !folder.includes('.')))
    expect([...folders].filter((folder) => !(folder in importTable))).toEqual([])
  })

  for (const [folder, rule] of Object.entries(importTable)) {
    test(`behavior: ${folder} imports only what it may`, () => {
      const strange = imports
        .filter(({ file }) => folderOf(file) === folder)
        .filter((entry) => {
          const target = ownTarget(entry)
          if (target === undefined) return rule.packages !== undefined && !rule.packages.test(entry.specifier)
          const allowed = [folder, ...rule.ours, ...(entry.typeOnly ? (rule.types ?? []) : [])]
          return !allowed.some((place) => isWithin(target, place))
        })
      expect(strange.map(({ file, specifier }) => `${shown(file)} imports ${specifier}`)).toEqual([])
    })
  }

  test('behavior: one file knows the browser', () => {
    const users = imports
      .filter(({ specifier }) => specifier === 'webextension-polyfill')
      .map(({ file }) => shown(file))
    expect([...new Set(users)].filter((file) => file !== 'src/shared/browser.ts')).toEqual([])
  })

  test('security: a service worker cannot load code later, so the background does not try', () => {
    expect(linesWith(inFolders('background', 'vault'), /\bimport\s*\(/)).toEqual([])
  })
})

describe('size', () => {
  test('behavior: no file is longer than 300 lines', () => {
    const isData = (file: string) => /[\\/](?:data|abis?)[\\/]|\.data\.ts$/.test(file)
    const long = sources.filter((file) => !isData(file) && lengthOf(file) > 300)
    expect(long.map((file) => `${shown(file)}: ${lengthOf(file)}`)).toEqual([])
  })

  test('behavior: an RPC method fits in 120 lines, the background entry in 60, the content script in 180', () => {
    const methods = inFolders('background/rpc/methods').filter((file) => lengthOf(file) > 120)
    expect(methods.map(shown)).toEqual([])
    const entries = inFolders('background/index.ts').filter((file) => lengthOf(file) > 60)
    expect(entries.map(shown)).toEqual([])
    const contentLines = inFolders('content').reduce((sum, file) => sum + logicLines(file), 0)
    expect(contentLines).toBeLessThanOrEqual(180)
  })
})

describe('names', () => {
  test('behavior: a method file exports the method that it is named after', () => {
    const odd = inFolders('background/rpc/methods')
      .filter((file) => /^[a-z]+\d*_[A-Za-z0-9]+\.ts$/.test(basename(file)))
      .filter((file) => {
        const exported = [...(code.get(file) ?? '').matchAll(/^export const (\w+)/gm)].map(([, name]) => name)
        return exported.length !== 1 || exported[0] !== basename(file, '.ts')
      })
    expect(odd.map(shown)).toEqual([])
  })

  test('behavior: nothing is exported as default', () => {
    expect(linesWith(sources, /^export default\b|\bas default\b/)).toEqual([])
  })
})

describe('what source does not say', () => {
  test('security: no weak randomness, no markup from strings, no logging', () => {
    expect(linesWith(sources, /\bMath\.random\b/)).toEqual([])
    expect(
      linesWith(sources, /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/),
    ).toEqual([])
    expect(linesWith(sources, /\bconsole\s*\./)).toEqual([])
  })

  test('security: where keys and requests pass, types are not talked out of anything', () => {
    const strict = inFolders('vault', 'messaging', 'background/rpc', 'background/transactions')
    // A renaming import or export says `as` too; a cast follows an expression.
    const isImport = /^\s*(?:import|export)\b.*\bfrom\b|^\s*(?:type\s+)?\w+ as \w+,?$/
    const casts = linesWith(strict, /\bas (?!const\b)[A-Za-z{([]|[:<|,]\s*any\b/)
    expect(casts.filter((line) => !isImport.test(line.replace(/^\S+\s+/, '')))).toEqual([])
    expect(linesWith(strict, /biome-ignore|@ts-(?:ignore|expect-error|nocheck)/, (text) => text)).toEqual([])
  })

  test('behavior: nothing is left for later', () => {
    const marks = sources.filter((file) => /\b(?:TODO|FIXME|XXX)\b/.test(readFileSync(file, 'utf8')))
    expect(marks.map(shown)).toEqual([])
  })
})

describe('the scanner itself', () => {
  test('behavior: it sees every form of import', () => {
    const text = [
      "import a from './a'",
      "import type { B } from './b'",
      "import {\n  c,\n  type D,\n} from './c.ts'",
      "import './d.css'",
      "export * from './e'",
      "const f = await import('./f')",
      "// import g from './g'",
      "const url = 'https://example.org'; import h from './h'",
      "const names = ['account-import', 'other']",
    ].join('\n')
    const found = importsOf('x.ts', withoutComments(text)).map(({ specifier, typeOnly }) => [
      specifier,
      typeOnly,
    ])
    expect(found.sort()).toEqual([
      ['./a', false],
      ['./b', true],
      ['./c.ts', false],
      ['./d.css', false],
      ['./e', false],
      ['./f', false],
      ['./h', false],
    ])
  })
})
