import { describe, expect, test } from 'vitest'
import { SVG_ATTACKS, SVG_BOMBS } from '../../../../tests/vectors/svg-attacks'
import { sanitiseSvg } from './sanitise.ts'

const HOST = 'https://evil.example'
const given = (text: string) => text.replaceAll('HOST', HOST)
const made = (text: string): string | null => {
  try {
    return sanitiseSvg(text)
  } catch {
    return null
  }
}

describe('security: what is more than a drawing', () => {
  test.each(SVG_ATTACKS.map((text) => [given(text)]))('%s', (text) => {
    const clean = made(text)
    if (clean === null) return
    // Text is shown as text: what is left of it has no tag of its own.
    const tags = [...clean.matchAll(/<([^\s>/]+)([^>]*)>/g)]
    for (const [, name = '', attributes = ''] of tags) {
      expect(name).not.toMatch(
        /script|foreign|frame|^a$|set|handler|video|audio|link|meta|object|embed|feImage/i,
      )
      expect(attributes).not.toMatch(/\son|evil|javascript|text\/html|xlink|xml:base/i)
    }
    expect(clean.replace(/<(?:title|desc|text)[^>]*>[^<]*</g, '<')).not.toMatch(
      /evil|hit=1|@import|!DOCTYPE|<\?/,
    )
    for (const [, nested = ''] of clean.matchAll(/svg\+xml;base64,([^"]*)/g))
      expect(atob(nested)).not.toMatch(/onload|evil/)
  })

  test('what is made keeps the drawing, and stays as it is when it is made again', () => {
    const kept = SVG_ATTACKS.map((text) => made(given(text))).filter((one) => one !== null)
    expect(kept.length).toBeGreaterThan(SVG_ATTACKS.length / 2)
    for (const clean of kept) {
      expect(clean).toContain('<rect width="9" height="9" fill="red"></rect>')
      expect(sanitiseSvg(clean)).toBe(clean)
    }
  })

  test.each(SVG_BOMBS.map((text, i) => [i, text] as const))('bomb %i is refused, and soon', (_, text) => {
    const before = performance.now()
    expect(made(text)).toBeNull()
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})

test('behavior: an honest drawing stays what it is', () => {
  const drawing =
    '<svg viewBox="0 0 350 350" preserveAspectRatio="xMinYMin meet"><style>.base { fill: white; font-family: serif; }</style><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs><g clip-path="url(#c)"><rect width="100%" height="100%" fill="url(#g)"></rect><text x="10" y="20" class="base">A &amp; B &lt; C</text><animate attributeName="opacity" values="0;1" dur="2s"></animate></g></svg>'
  const clean = sanitiseSvg(drawing)
  expect(clean).toContain('width="512" height="512"')
  expect(
    clean.replace(' xmlns="http://www.w3.org/2000/svg"', '').replace(' width="512" height="512"', ''),
  ).toBe(drawing)
})

test.each([
  '',
  'text',
  '<html/>',
  '<svg>',
  '<svg></g></svg>',
  '<svg a=1/>',
  '<svg a="1" a="2"/>',
  '<svg/><svg/>',
  '<svg>&nbsp;</svg>',
])('error: %s is no drawing', (text) => expect(made(text)).toBeNull())
