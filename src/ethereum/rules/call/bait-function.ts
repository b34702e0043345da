import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  ...['SecurityUpdate()', 'securityUpdate()', 'Claim()', 'claim()', 'ClaimReward()', 'claimReward()'],
  ...['ClaimRewards()', 'claimRewards()', 'claimAirdrop()', 'ClaimAirdrop()', 'airdrop()', 'Airdrop()'],
  ...['connect()', 'Connect()', 'connectWallet()', 'ConnectWallet()', 'verify()', 'Verify()', 'validate()'],
  ...['NetworkMerge()', 'networkMerge()', 'Merge()', 'register()', 'Register()', 'whitelist()', 'Execute()'],
  ...['refund()', 'Refund()', 'migrate()', 'Migrate()', 'unlock()', 'sync()', 'Sync()', 'update()'],
  'claim(address to)',
  'claimTo(address to)',
])

/** Coins are sent to a function whose name promises something and that takes no amount. */
export const baitFunction: Rule<CallFacts> = {
  id: 'bait-function',
  severity: 'danger',
  title: 'You pay for something that should cost nothing',
  check({ call, context, at }) {
    const name = call.value > 0n && call.to !== null ? read(call.data)?.name : undefined
    if (name === undefined || call.to === null || at(call.to).isKnown) return null
    return `The function is called “${name}” and takes your ${context.symbol}. The name is only bait: thieves choose it so that it looks harmless. Reject this.`
  },
}
