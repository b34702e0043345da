/** `interpolatedIntent`: a sentence with the formatted fields in it. */
import type { Part } from '../../../messaging/protocol.ts'
import { visibleLine } from '../../text.ts'
import { listed } from '../items.ts'
import { isRecord, type Json, own } from './descriptor.ts'
import type { Formatted } from './format-tools.ts'
import { parsePath, pathKey } from './path.ts'

/** More elements than a sentence can name have sentences of their own. */
const MOST = 8

/**
 * Null when a path in it leads to no shown field: the plain intent stands then.
 * @param below gets the sentences of what is too much for this one
 */
export function interpolate<N>(
  template: string,
  texts: ReadonlyMap<string, readonly Formatted<N>[]>,
  root: Json,
  below: Part[][],
): Part[] | null {
  const parts: Part[] = []
  const pieces = template.match(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g) ?? []
  for (const piece of pieces) {
    if (piece === '{{' || piece === '}}') parts.push(piece.slice(1))
    else if (/^\{.+\}$/.test(piece)) {
      const value = placed(piece.slice(1, -1), texts, root, below)
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
  below: Part[][],
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
    if (found.length > MOST) {
      const many = listed(found.map(({ parts }) => parts))
      below.push(...many.below)
      return many.inline
    }
    return found.flatMap(({ parts }, i): Part[] => {
      if (i === 0) return parts
      return [i === found.length - 1 ? ' and ' : ', ', ...parts]
    })
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
