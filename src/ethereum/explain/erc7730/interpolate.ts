/** `interpolatedIntent`: a sentence with the formatted fields in it. */
import type { Part } from '../../../messaging/protocol.ts'
import { visibleLine } from '../../text.ts'
import { isRecord, type Json, own } from './descriptor.ts'
import type { Formatted } from './format-tools.ts'
import { parsePath, pathKey } from './path.ts'

/** More elements than a sentence can name are counted. */
const MOST = 3

/** Null when a path in it leads to no shown field: the plain intent stands then. */
export function interpolate<N>(
  template: string,
  texts: ReadonlyMap<string, readonly Formatted<N>[]>,
  root: Json,
): Part[] | null {
  const parts: Part[] = []
  const pieces = template.match(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g) ?? []
  for (const piece of pieces) {
    if (piece === '{{' || piece === '}}') parts.push(piece.slice(1))
    else if (/^\{.+\}$/.test(piece)) {
      const value = placed(piece.slice(1, -1), texts, root)
      if (value === null) return null
      parts.push(...value)
    } else if (piece === '{' || piece === '}' || piece === '{}') return null
    else parts.push(withSpaces(piece))
  }
  return joined(parts)
}

function placed<N>(
  text: string,
  texts: ReadonlyMap<string, readonly Formatted<N>[]>,
  root: Json,
): Part[] | null {
  try {
    const path = parsePath(text)
    if (path.root === '$') {
      const constant = path.steps.reduce<Json | undefined>(
        (json, step) => ('name' in step && isRecord(json) ? own(json, step.name) : undefined),
        root,
      )
      return typeof constant === 'string' || typeof constant === 'number'
        ? [visibleLine(String(constant), 80)]
        : null
    }
    const found =
      texts.get(pathKey(path)) ??
      texts.get(pathKey({ ...path, steps: [...path.steps, { from: null, to: null }] }))
    if (found === undefined || found.length === 0) return null
    const more = found.length - MOST
    const shown = found.slice(0, MOST)
    const listed = shown.flatMap(({ parts }, i): Part[] => {
      if (i === 0) return parts
      return [more <= 0 && i === shown.length - 1 ? ' and ' : ', ', ...parts]
    })
    return more > 0 ? [...listed, ` and ${more} more`] : listed
  } catch {
    // A path that is none.
    return null
  }
}

/** The spaces at the ends of a piece belong to the sentence, not to a text to be guarded. */
function withSpaces(piece: string): string {
  const [, before = '', text = '', after = ''] = /^(\s?)(.*?)(\s?)$/s.exec(piece) ?? []
  return `${before}${visibleLine(text, 200)}${after}`
}

/** Plain texts beside each other as one. */
function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else all.push(part)
  }
  return all
}
