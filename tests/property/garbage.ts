/**
 * What a page could send in the place of parameters: values of no shape at all, and right ones with something wrong
 * in them. All of it is JSON, because nothing else gets through the content script.
 */
import fc from 'fast-check'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export const OWN = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
export const OTHER = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
const HASH = `0x${'ab'.repeat(32)}`

/** Where code that reads foreign values usually trips. */
const sharp = fc.constantFrom<Json>(
  ...[null, true, false, 0, -0, -1, 1.5, 1e21, 2 ** 53, Number.MAX_VALUE, 18, 31337],
  ...[
    '',
    ' ',
    '0x',
    '0x0',
    '0x00',
    '0x1',
    '0x01',
    '0X1',
    '0xg',
    '-0x1',
    '1',
    '1e3',
    'null',
    'latest',
    'pending',
  ],
  ...[`0x${'f'.repeat(64)}`, `0x1${'0'.repeat(64)}`, `0x${'0'.repeat(39)}`, `0x${'0'.repeat(40)}`, HASH],
  ...[
    OWN,
    OTHER,
    OWN.toUpperCase(),
    OWN.slice(2),
    '0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266',
    'vitalik.eth',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\u0000',
    '\ud800',
    '\u202e',
    '🦊',
    'a'.repeat(1025),
  ],
  ...[
    'https://x.example',
    'http://x.example',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://u:p@x.example',
  ],
  ...['{}', '[]', '{"types":{}}', '{"types":{"EIP712Domain":[]},"primaryType":"EIP712Domain","domain":{}}'],
  [],
  {},
  [[]],
  [null],
  [{}],
)

const keys = fc.oneof(
  fc.constantFrom(
    ...[
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'toJSON',
      'then',
      'length',
      '0',
      'chainId',
      'from',
    ],
    ...['to', 'data', 'value', 'type', 'types', 'domain', 'message', 'primaryType', 'address', 'calls', 'id'],
  ),
  fc.string({ maxLength: 8 }),
)

const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: sharp },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.nat(2 ** 31 - 1).map((n) => `0x${n.toString(16)}`) },
)

/** An object whose `__proto__` is an own key, as JSON.parse makes it. */
const objectOf = (entries: [string, Json][]): Json => {
  const made: { [key: string]: Json } = {}
  for (const [key, value] of entries)
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true })
  return made
}

export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: false },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map(objectOf),
  ),
})).value

type Step = {
  at: number
  what: 'replace' | 'remove' | 'add' | 'wrap' | 'double' | 'stringify'
  key: string
  value: Json
}

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(1000),
  what: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'double', 'stringify'),
  key: keys,
  value: fc.oneof({ weight: 4, arbitrary: sharp }, { weight: 1, arbitrary: anyJson }),
})

/** Every place of a value, as the path to it. */
function places(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Array.isArray(value)
    ? value.flatMap((one, i) => places(one, [...path, i]))
    : Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))
  return [path, ...inner]
}

function change(value: Json, path: readonly (string | number)[], act: Step): Json | undefined {
  const [head, ...rest] = path
  if (head === undefined) return changed(value, act)
  if (Array.isArray(value))
    return value.flatMap((one, i) => {
      const next = i === head ? change(one, rest, act) : one
      return next === undefined ? [] : [next]
    })
  if (typeof value !== 'object' || value === null) return value
  return objectOf(
    Object.entries(value).flatMap(([key, one]): [string, Json][] => {
      const next = key === head ? change(one, rest, act) : one
      return next === undefined ? [] : [[key, next]]
    }),
  )
}

function changed(value: Json, { what, key, value: other }: Step): Json | undefined {
  if (what === 'replace') return other
  if (what === 'remove') return undefined
  if (what === 'wrap') return [value]
  if (what === 'double') return [value, value]
  if (what === 'stringify') return JSON.stringify(value)
  if (Array.isArray(value)) return [...value, other]
  if (typeof value !== 'object' || value === null) return other
  return objectOf([...Object.entries(value), [key, other]])
}

/** A right value in which one to three things were changed. */
export function nearly(...right: Json[]): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.constantFrom(...right), fc.array(step, { minLength: 1, maxLength: 3 }))
    .map(([value, steps]) =>
      steps.reduce<Json>((now, one) => {
        const all = places(now)
        return change(now, all[one.at % all.length] ?? [], one) ?? null
      }, value),
    )
}
