import { expect, test } from 'vitest'
import { readMetadata } from './metadata.ts'

const read = (value: unknown) => readMetadata(new TextEncoder().encode(JSON.stringify(value)))

test('behavior: fields of the standards and those of marketplaces', () => {
  expect(
    read({
      name: 7,
      description: 'Two\n\nlines',
      image_url: 'ipfs://x',
      attributes: [
        { trait_type: 'Hour', value: 6 },
        { value: 'loose' },
        { trait_type: 'Born', value: 1_700_000_000, display_type: 'date' },
        { trait_type: 'broken', value: {} },
        'nothing',
      ],
    }),
  ).toEqual({
    title: '7',
    description: 'Two\n\nlines',
    image: 'ipfs://x',
    attributes: [
      { name: 'Hour', value: '6' },
      { name: '', value: 'loose' },
      { name: 'Born', value: '2023-11-14' },
    ],
  })
})

test('security: wrong types are left out, texts are cut, hidden characters are made visible', () => {
  const found = read({
    name: `a\u202eb${'x'.repeat(500)}`,
    description: `x\u200by${'z'.repeat(10_000)}`,
    image: 5,
    image_data: '<svg/>',
    attributes: Array.from({ length: 500 }, () => ({ trait_type: 't', value: 'v' })),
  })
  expect(found?.title).toMatch(/^abx+$/)
  expect(found?.title?.length).toBe(120)
  expect(found?.description).toContain('⟨U+200B⟩')
  expect(found?.description?.length).toBeLessThan(4_100)
  expect(found?.image).toBe('<svg/>')
  expect(found?.attributes).toHaveLength(60)
})

test.each(['<html></html>', '', '[1', '"text"', 'null', '7'])('error: %s is no description', (text) =>
  expect(readMetadata(new TextEncoder().encode(text))).toBeNull(),
)
