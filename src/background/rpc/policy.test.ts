import { expect, test } from 'vitest'
import { POLICY } from './policy.ts'

/** A method that is not in this list does not exist: -32601 with its name. A new one is added here on purpose. */
test('security: the policy, whole', () => {
  const lines = [...POLICY.values()].map(({ method, access, approval, joins }) =>
    [method.name, access, approval ?? '-', joins ? 'joins' : ''].join(' ').trim(),
  )
  expect(lines.sort()).toMatchSnapshot()
})

test('behavior: one row a method, under its own name', () => {
  for (const [name, { method }] of POLICY) expect(method.name).toBe(name)
})
