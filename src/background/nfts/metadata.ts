/** The description of an NFT, as JSON that somebody else wrote. Read by a schema; texts are cut and made visible. */
import * as v from 'valibot'
import { cutText, plainText, visibleText } from '../../ethereum/text.ts'

export type Metadata = {
  title: string | null
  description: string | null
  attributes: { name: string; value: string }[]
  /** Where its picture is, as it was given; a picture that stands in the description is an address of kind data:. */
  image: string | null
}

const MOST_ATTRIBUTES = 60
const MOST_CHARACTERS = 4_000

const text = v.fallback(v.nullable(v.string()), null)
const attribute = v.object({
  trait_type: v.fallback(v.union([v.string(), v.number()]), ''),
  value: v.union([v.string(), v.number(), v.boolean()]),
  display_type: v.fallback(v.optional(v.string()), undefined),
})
/** ERC-721's and ERC-1155's own fields, and those that marketplaces added. */
const schema = v.object({
  name: v.fallback(v.nullable(v.union([v.string(), v.number()])), null),
  description: text,
  image: text,
  image_url: text,
  image_data: text,
  attributes: v.fallback(v.optional(v.array(v.unknown())), []),
})

/** Null for what is no description. */
export function readMetadata(bytes: Uint8Array): Metadata | null {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
  const parsed = v.safeParse(schema, json)
  if (!parsed.success || Array.isArray(json)) return null
  const { name, description, image, image_url, image_data, attributes } = parsed.output
  const first = [image, image_url, image_data].find((one) => one !== null && one.trim() !== '')
  return {
    title: name === null ? null : line(String(name), 120),
    description: description === null ? null : paragraph(description),
    attributes: (attributes ?? []).slice(0, MOST_ATTRIBUTES).flatMap((one) => {
      const trait = v.safeParse(attribute, one)
      if (!trait.success) return []
      const { trait_type, value, display_type } = trait.output
      const shown = display_type === 'date' && typeof value === 'number' ? dateOf(value) : String(value)
      return [{ name: line(String(trait_type), 60) ?? '', value: line(shown, 120) ?? '' }]
    }),
    image: first ?? null,
  }
}

/** Seconds since 1970, as the day; some write milliseconds. */
function dateOf(value: number): string {
  const date = new Date(value > 1e11 ? value : value * 1000)
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString().slice(0, 10)
}

function line(given: string, most: number): string | null {
  const kept = cutText(plainText(given.slice(0, most * 8)), most).trim()
  return kept === '' ? null : kept
}

function paragraph(given: string): string | null {
  const kept = visibleText(given.slice(0, MOST_CHARACTERS)).trim()
  return kept === '' ? null : kept
}
