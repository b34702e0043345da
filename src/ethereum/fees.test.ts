import { Interface } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toQuantity } from '../shared/hex.ts'
import {
  encodeGetL1Fee,
  expectedGasPrice,
  FEE_HISTORY_PARAMS,
  FEE_TIERS,
  feeChoices,
  l1FeeOracle,
  legacyTiers,
  nextBaseFee,
  parseFeeHistory,
  tiersFromHistory,
} from './fees.ts'
import { PRESETS } from './networks.ts'

const GWEI = 10n ** 9n
const q = toQuantity
const raw = (base: bigint, rows: bigint[][], ratios = rows.map(() => 0.5)) => ({
  oldestBlock: '0x10',
  baseFeePerGas: [...rows.map(() => q(base)), q(base)],
  gasUsedRatio: ratios,
  reward: rows.map((row) => row.map(q)),
})

describe('parseFeeHistory', () => {
  it('behavior: the last base fee is that of the next block', () => {
    const history = parseFeeHistory({ ...raw(GWEI, [[1n, 2n, 3n]]), baseFeePerGas: ['0x1', '0x2'] })
    expect(nextBaseFee(history)).toBe(2n)
    expect(history.blocks).toEqual([{ gasUsedRatio: 0.5, tips: [1n, 2n, 3n] }])
    expect(FEE_HISTORY_PARAMS).toEqual(['0xa', 'latest', [10, 50, 90]])
  })
  it('behavior: a network without tips gives none', () => {
    for (const reward of [undefined, null, [], [null]]) {
      const history = parseFeeHistory({ ...raw(GWEI, [[]]), reward })
      expect(history.blocks).toEqual([{ gasUsedRatio: 0.5, tips: [0n, 0n, 0n] }])
    }
  })
  it.each([
    ['null', null],
    ['a string', '0x'],
    ['no base fees', { ...raw(1n, []), baseFeePerGas: [] }],
    ['missing base fees', { gasUsedRatio: [] }],
    ['missing ratios', { baseFeePerGas: ['0x1'] }],
    ['numbers for quantities', { ...raw(1n, []), baseFeePerGas: [1] }],
    ['a quantity without digits', { ...raw(1n, []), baseFeePerGas: ['0x'] }],
    ['a negative quantity', { ...raw(1n, []), baseFeePerGas: ['-0x1'] }],
    ['an absurd base fee', { ...raw(1n, []), baseFeePerGas: [q(2n ** 97n)] }],
    ['rows of two percentiles', raw(1n, [[1n, 2n]])],
    ['rows of four percentiles', raw(1n, [[1n, 2n, 3n, 4n]])],
    ['fewer rows than blocks', { ...raw(1n, [[1n, 2n, 3n]]), gasUsedRatio: [0.5, 0.5] }],
    ['a ratio that is no number', { ...raw(1n, [[1n, 2n, 3n]]), gasUsedRatio: ['0.5'] }],
    ['a negative ratio', { ...raw(1n, [[1n, 2n, 3n]]), gasUsedRatio: [-1] }],
  ])('error: %s', (_, answer) => {
    expect(() => parseFeeHistory(answer)).toThrow(expect.objectContaining({ name: 'MalformedAnswerError' }))
  })
})

describe('tiersFromHistory', () => {
  it('behavior: medians of the percentiles over the blocks that were used', () => {
    const rows = [
      [1n, 5n, 9n].map((n) => n * GWEI),
      [2n, 6n, 20n].map((n) => n * GWEI),
      [3n, 7n, 10n].map((n) => n * GWEI),
      [0n, 0n, 0n],
    ]
    const tiers = tiersFromHistory(parseFeeHistory(raw(100n * GWEI, rows, [0.5, 0.5, 0.5, 0])))
    expect(tiers).toEqual({
      slow: { type: 'eip1559', maxFeePerGas: 127n * GWEI, maxPriorityFeePerGas: 2n * GWEI },
      normal: { type: 'eip1559', maxFeePerGas: 156n * GWEI, maxPriorityFeePerGas: 6n * GWEI },
      fast: { type: 'eip1559', maxFeePerGas: 210n * GWEI, maxPriorityFeePerGas: 10n * GWEI },
    })
  })
  it('behavior: without tips in the history a thousandth of the base fee is paid', () => {
    const { slow, fast } = tiersFromHistory(parseFeeHistory(raw(GWEI, [[0n, 0n, 0n]])))
    expect(slow.maxPriorityFeePerGas).toBe(GWEI / 1000n)
    expect(fast.maxPriorityFeePerGas).toBe(GWEI / 1000n)
    const free = tiersFromHistory(parseFeeHistory({ baseFeePerGas: ['0x0'], gasUsedRatio: [] }))
    expect(free.fast).toEqual({ type: 'eip1559', maxFeePerGas: 0n, maxPriorityFeePerGas: 0n })
  })
  it('security: whatever the history, tiers never cross and always pay the next block', () => {
    const wei = fc.bigInt({ min: 0n, max: 10n ** 15n })
    const rows = fc.array(fc.tuple(wei, wei, wei), { maxLength: 12 })
    fc.assert(
      fc.property(wei, rows, (base, tips) => {
        const tiers = tiersFromHistory(parseFeeHistory(raw(base, tips)))
        let [tip, max] = [0n, 0n]
        for (const name of FEE_TIERS) {
          const { maxFeePerGas, maxPriorityFeePerGas } = tiers[name]
          expect(maxFeePerGas >= base + maxPriorityFeePerGas).toBe(true)
          expect(maxPriorityFeePerGas >= tip && maxFeePerGas >= max).toBe(true)
          ;[tip, max] = [maxPriorityFeePerGas, maxFeePerGas]
        }
      }),
    )
  })
})

describe('prices and choices', () => {
  it('behavior: the expected price is base fee and tip, at most the highest', () => {
    const fees = { type: 'eip1559', maxFeePerGas: 100n, maxPriorityFeePerGas: 10n } as const
    expect(expectedGasPrice(fees, 50n)).toBe(60n)
    expect(expectedGasPrice(fees, 95n)).toBe(100n)
    expect(expectedGasPrice({ type: 'legacy', gasPrice: 7n }, 95n)).toBe(7n)
  })
  it('behavior: legacy tiers rise', () => {
    expect(legacyTiers(10n)).toEqual({
      slow: { type: 'legacy', gasPrice: 10n },
      normal: { type: 'legacy', gasPrice: 11n },
      fast: { type: 'legacy', gasPrice: 13n },
    })
  })
  it('behavior: whole fees carry the L1 data fee', () => {
    const tiers = tiersFromHistory(parseFeeHistory(raw(100n, [[1n, 2n, 3n]])))
    expect(feeChoices(tiers, 21_000n, 5n, 100n)).toEqual([
      { tier: 'slow', maxFee: '2646005', expectedFee: '2121005' },
      { tier: 'normal', maxFee: '3192005', expectedFee: '2142005' },
      { tier: 'fast', maxFee: '4263005', expectedFee: '2163005' },
    ])
    expect(feeChoices(legacyTiers(10n), 2n, 1n).map(({ expectedFee }) => expectedFee)).toEqual([
      '21',
      '23',
      '27',
    ])
  })
})

describe('L1 data fee', () => {
  it('behavior: asks the oracle of the network', () => {
    const abi = new Interface(['function getL1Fee(bytes)'])
    expect(encodeGetL1Fee('0x02c0')).toEqual({
      to: '0x420000000000000000000000000000000000000F',
      data: abi.encodeFunctionData('getL1Fee', ['0x02c0']),
    })
    const asked = PRESETS.filter((preset) => l1FeeOracle(preset) !== null).map(({ name }) => name)
    expect(asked).toEqual(['Base', 'OP Mainnet', 'Scroll'])
  })
})
