// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { BalanceChange, Looked } from '../../messaging/protocol.ts'
import { Changes } from './changes.tsx'

afterEach(cleanup)

const loss: BalanceChange = { token: 'native', symbol: 'ETH', decimals: 18, amount: '-5' }
const words = (looked: Looked | null, changes: readonly BalanceChange[]) => {
  const { container } = render(<Changes changes={changes} rights={[]} looked={looked} />)
  const said = container.querySelector('.ap-looked')?.textContent ?? ''
  cleanup()
  return said
}

test('security: what was read only in part is said to be no more than that, also where it shows nothing', () => {
  expect(words('partly', [loss])).toContain('Not all that it does could be read')
  expect(words('partly', [])).toContain('More may change than is shown')
  expect(words('partly', [])).not.toContain('nothing of yours changes')
})

test('behavior: each way of looking has words of its own, with changes and without', () => {
  const ways: Looked[] = ['simulated', 'traced', 'tried', 'partly', 'signed']
  for (const changes of [[], [loss]])
    expect(new Set(ways.map((looked) => words(looked, changes))).size).toBe(ways.length)
})

test('behavior: of what nobody looked into nothing is said', () => {
  expect(words(null, [loss])).toBe('')
  render(<Changes changes={[loss]} rights={[]} looked="partly" />)
  expect(screen.getByTestId('approval-change').dataset.amount).toBe('-5')
})
