/** The public registry of descriptors with its own tests of version 2, where a copy of it is at hand. */
import { dirname, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  all,
  type Case,
  dated,
  descriptors,
  type Expected,
  files,
  folded,
  lacksDomain,
  load,
  type Provider,
  read,
  root,
  show,
  textsOf,
  there,
} from '../../../../tests/erc7730/registry.ts'

const wantedOf = (expected: Expected): string[] => [
  expected.intent,
  ...(expected.owner === undefined ? [] : [expected.owner]),
  ...(expected.interpolatedIntent === undefined ? [] : [dated(expected.interpolatedIntent)]),
  ...expected.fields.flatMap(({ label, value }) => [
    label,
    ...(typeof value === 'string' ? [value] : wantedOf(value)),
  ]),
]

describe.skipIf(!there)('the public registry', () => {
  it('behavior: every descriptor is read', () => {
    expect(descriptors.length).toBeGreaterThan(0)
    const failed = descriptors.flatMap((path) => {
      try {
        return load(path).binding === undefined ? [path] : []
      } catch (error) {
        return [`${path}: ${error}`]
      }
    })
    expect(failed).toEqual([])
  })

  const cases = files
    .filter((path) => path.includes('/testsv2/'))
    .flatMap((path) => {
      const file = read(path) as { descriptor: string; dataProvider?: Provider; tests: Case[] }
      const descriptor = resolve(dirname(path), file.descriptor)
      return file.tests.map((one) => ({
        name: `${relative(root, path)} ${one.description}`,
        one,
        descriptor,
        provider: file.dataProvider ?? {},
      }))
    })
  it.each(cases)('behavior: $name', ({ one, descriptor, provider }) => {
    const library = [load(descriptor), ...all()]
    if (lacksDomain(one)) {
      expect(() => show(one, provider, library)).toThrow()
      return
    }
    // The tests name tokens that are known; a descriptor may declare its own, which they do not count.
    const undeclared = library.map((each) => ({ ...each, token: null }))
    const shown = [library, undeclared].map((each) => show(one, provider, each))
    const texts = shown.flatMap((each) => (each === null ? [] : textsOf(each).map(folded))).join('\n')
    expect(shown).not.toContain(null)
    expect(wantedOf(one.expected).filter((text) => !texts.includes(folded(text)))).toEqual([])
  })
})
