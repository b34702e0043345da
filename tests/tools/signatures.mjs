/**
 * Writes public/signatures.txt: the functions that change something and the events, from the ABIs of the packages that
 * are installed or unpacked in a folder, so that what no descriptor knows is at least read by its form. Only packages
 * that say under which licence they stand are read.
 *
 *   mkdir abis && cd abis && npm pack each package of tests/tools/signature-sources.json, and unpack it into a folder
 *   node tests/tools/signatures.mjs abis node_modules
 *
 * signature-sources.json holds the names and versions of the last run, written by this script.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toEventSelector, toFunctionSelector } from 'viem'

const folders = process.argv.slice(2)
if (folders.length === 0) throw new Error('Which folders?')

const MOST_LETTERS = 400
const LICENCES = /^\(?(?:MIT|Apache-2\.0|ISC|0?BSD|CC0|Unlicense|MPL|L?GPL|AGPL)/i
/** Interfaces of one package alone that hardly anybody calls directly. */
const NOBODY = /test|mock|harness|example|sample|echidna|fuzz|certora|thirdparty-dev/i
const functions = new Map()
const events = new Map()
const sources = {}

for (const path of folders.flatMap(packages)) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? '')
  if (!LICENCES.test(licence)) continue
  if (readPackage(path) > 0) sources[name] = version
}

function packages(root) {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name)
    if (!entry.isDirectory()) return []
    if (entry.name.startsWith('@') && !existsSync(join(path, 'package.json'))) return packages(path)
    return existsSync(join(path, 'package.json')) ? [path] : []
  })
}

function readPackage(path) {
  let count = 0
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    const place = join(entry.parentPath, entry.name)
    if (
      !entry.isFile() ||
      NOBODY.test(place.slice(path.length)) ||
      place.includes('/node_modules/', path.length)
    )
      continue
    for (const item of abisOf(place)) count += take(item) ? 1 : 0
  }
  return count
}

function abisOf(place) {
  try {
    if (place.endsWith('.json') && !place.endsWith('package.json')) {
      const json = JSON.parse(readFileSync(place, 'utf8'))
      const abi = Array.isArray(json) ? json : (json.abi ?? json.compilerOutput?.abi)
      return Array.isArray(abi) ? abi : []
    }
  } catch {
    // No JSON, or none of a contract.
  }
  return []
}

function take(item) {
  const isFunction = item?.type === 'function' && Array.isArray(item.inputs)
  const isEvent = item?.type === 'event' && Array.isArray(item.inputs) && item.anonymous !== true
  if (!isFunction && !isEvent) return false
  if (isFunction && (item.constant === true || /view|pure/.test(item.stateMutability ?? ''))) return false
  const types = `${item.name}(${item.inputs.map(typeText).join(',')})`
  const text = `${item.name}(${item.inputs.map(isEvent ? namedInEvent : named).join(',')})`
  if (text.length > MOST_LETTERS || !/^[\w$]+\([\w$,()[\] ]*\)$/.test(text)) return false
  const found = isFunction ? functions : events
  const names = found.get(types) ?? new Map()
  names.set(text, (names.get(text) ?? 0) + 1)
  found.set(types, names)
  return true
}

function typeText({ type, components }) {
  return type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice(5)}` : type
}

function named(input) {
  const type = input.type.startsWith('tuple')
    ? `(${input.components.map(named).join(',')})${input.type.slice(5)}`
    : input.type
  return input.name ? `${type} ${input.name}` : type
}

function namedInEvent(input) {
  const [type, ...name] = named(input).split(/ (?=[^ ,()]*$)/)
  return [type, ...(input.indexed ? ['indexed'] : []), ...(input.name ? name : [])].join(' ')
}

/** The names that most of the packages use. */
const lines = (found, key) =>
  [...found].map(([types, names]) => {
    const [[text]] = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    return `${key(types)} ${text}`
  })

const all = [
  ...lines(functions, (types) => toFunctionSelector(`function ${types}`).slice(2)),
  ...lines(events, (types) => `event ${toEventSelector(`event ${types}`).slice(2, 18)}`),
].sort()
writeFileSync(new URL('../../public/signatures.txt', import.meta.url), `\n${all.join('\n')}\n`)
writeFileSync(new URL('./signature-sources.json', import.meta.url), `${JSON.stringify(sources, null, 2)}\n`)
console.log(
  `${functions.size} functions and ${events.size} events of ${Object.keys(sources).length} packages`,
)
