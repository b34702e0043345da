/**
 * Methods that old libraries call and that have one answer here, whatever the parameters. The wallet mines nothing,
 * and learns nothing from what a page says of itself. What is neither here nor in the policy is -32601.
 */
import { defineMethod } from './method.ts'
import { ignoreParams } from './params.ts'

const ANSWERS = [
  ['eth_hashrate', '0x0'],
  ['eth_mining', false],
  ['eth_submitHashrate', false],
  ['eth_submitWork', false],
  ['metamask_sendDomainMetadata', null],
  ['wallet_registerOnboarding', null],
] as const

export const HARMLESS = ANSWERS.map(([name, result]) =>
  defineMethod({ name, parse: ignoreParams, run: () => ({ result }) }),
)
