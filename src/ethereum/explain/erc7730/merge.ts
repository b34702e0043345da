/** `includes` of ERC-7730: another file under this one, whose own words come first. */
import {
  asList,
  asText,
  DescriptorError,
  isRecord,
  type Json,
  type JsonRecord,
  overriddenParams,
  own,
} from './descriptor.ts'

const DEEPEST = 4

/**
 * @param load the file that an `includes` names, seen from the file at `from`; its own place with it
 * @throws DescriptorError when a file is missing or they go in circles
 */
export function resolveIncludes(
  file: Json,
  from: string,
  load: (reference: string, from: string) => { file: Json; place: string } | null,
  depth = 0,
): Json {
  const reference = isRecord(file) ? asText(own(file, 'includes')) : null
  if (!isRecord(file) || reference === null) return file
  if (depth >= DEEPEST) throw new DescriptorError('The includes go too deep.')
  const included = load(reference, from)
  if (included === null) throw new DescriptorError(`The included file "${reference}" is missing.`)
  const { includes: _, ...rest } = file
  return merge(resolveIncludes(included.file, included.place, load, depth + 1), rest)
}

/** Lists of fields are joined by path; every other conflict goes to the including file. */
function merge(under: Json, over: Json, key = ''): Json {
  if (key === 'params' && isRecord(under) && isRecord(over)) return overriddenParams(under, over)
  if (isRecord(under) && isRecord(over)) {
    const merged: Record<string, Json> = { ...under }
    for (const [name, value] of Object.entries(over)) {
      if (name === '__proto__') continue
      const before = own(under, name)
      merged[name] = before === undefined ? value : merge(before, value, name)
    }
    return merged
  }
  return key === 'fields' ? mergeFields(asList(under), asList(over)) : over
}

function mergeFields(under: readonly Json[], over: readonly Json[]): Json[] {
  const pathOf = (field: Json) => (isRecord(field) ? asText(own(field, 'path')) : null)
  const merged: Json[] = [...under]
  for (const field of over) {
    const path = pathOf(field)
    const at = path === null ? -1 : merged.findIndex((one) => pathOf(one) === path)
    const before = merged[at]
    if (before === undefined) merged.push(field)
    else merged[at] = isRecord(before) && isRecord(field) ? mergeField(before, field) : field
  }
  return merged
}

function mergeField(under: JsonRecord, over: JsonRecord): Json {
  return merge(under, over)
}
