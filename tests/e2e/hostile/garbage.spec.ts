/** Five hundred inputs a method, over a real page: an answer each, with a code of the protocol, and no question left. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { anyJson, type Json, nearly } from '../../property/garbage'
import { RIGHT } from '../../property/right'
import { type Answer, expect, setStage, test } from './stage'

const INPUTS = 500
const SEED = Number(process.env.SEED ?? 20_261_124)
const CODES = [
  ...[-32600, -32601, -32602, -32603, -32700, -32000, -32002, -32003, -32004, -32005, 4001, 4100, 4200],
  ...[4900, 4902, 5700, 5710, 5720, 5730, 5740, 5750, 5760, 3],
]
const stage = setStage()

/** The names of the policy, as its snapshot has them. */
const policy = readFileSync(
  join(import.meta.dirname, '../../../src/background/rpc/__snapshots__/policy.test.ts.snap'),
  'utf8',
)
const ALL = [...policy.matchAll(/^\s*"?([a-z][a-z0-9]*_\w+)\b/gm)].map(([, name]) => name ?? '')
/** What passes to the node as it is tests the node, and this one dies of some of it: tests/property has them. */
const PASSED_ON =
  /^(?:net_(?:listening|peerCount)|eth_(?:get(?!Filter)|call$|estimateGas|createAccessList|feeHistory|gasPrice|blobBaseFee|blockNumber|maxPriority|syncing|protocolVersion))/
const METHODS = ALL.filter((name) => !PASSED_ON.test(name))

test('security: the list of methods is the whole of it', () => {
  expect(ALL.length).toBeGreaterThan(60)
  expect(new Set(ALL).size).toBe(ALL.length)
  expect(METHODS.length).toBeGreaterThan(35)
})

function inputsOf(method: string): Json[] {
  const right = RIGHT[method]
  const garbage =
    right === undefined
      ? anyJson
      : fc.oneof({ weight: 1, arbitrary: anyJson }, { weight: 3, arbitrary: nearly(...right) })
  return fc.sample(garbage, { numRuns: INPUTS, seed: SEED })
}

for (const method of METHODS)
  test(`security: ${method} of a connected site, fed with garbage over a real page`, async () => {
    const site = await stage.open()
    await stage.connect(site)
    let settled = false
    const asking = site
      .evaluate(
        async (inputs: unknown[]) => {
          const ask = Reflect.get(globalThis, 'ask')
          const answers: Answer[] = []
          for (let from = 0; from < inputs.length; from += 100) {
            const some = inputs.slice(from, from + 100)
            answers.push(
              ...(await Promise.all(some.map((params) => ask(Reflect.get(globalThis, 'fed'), params)))),
            )
          }
          return answers
        },
        await site
          .evaluate((name) => Reflect.set(globalThis, 'fed', name), method)
          .then((): unknown[] => inputsOf(method)),
      )
      .finally(() => {
        settled = true
      })
    while (!settled) {
      for (const { id } of await stage.questions())
        await stage.call('approvals.reject', { id }).catch(() => undefined)
      await Promise.race([asking, site.waitForTimeout(50)])
    }
    const answers = await asking
    expect(answers).toHaveLength(INPUTS)
    for (const { error, result } of answers) {
      if (error === undefined) expect(result).not.toBeUndefined()
      else expect(CODES, error.message).toContain(error.code)
    }
    expect(await stage.questions()).toEqual([])
  })
