import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'upgradeTo(address implementation)',
  'upgradeToAndCall(address implementation, bytes data)',
  'upgrade(address proxy, address implementation)',
  'upgradeAndCall(address proxy, address implementation, bytes data)',
  'changeAdmin(address admin)',
  'changeProxyAdmin(address proxy, address admin)',
  'setImplementation(address implementation)',
  'changeImplementation(address implementation)',
  'setTarget(address target)',
  'diamondCut((address facet, uint8 action, bytes4[] selectors)[] cuts, address code, bytes data)',
])

/** The code of a contract, or who may change it, is changed. */
export const proxyUpgrade: Rule<CallFacts> = {
  id: 'proxy-upgrade',
  severity: 'danger',
  title: 'Changes the code of a contract',
  check: ({ call }) =>
    read(call.data) === null
      ? null
      : 'Whoever gets this can make the contract do anything with what it holds, yours too. Only its makers have a reason for it. Reject this if you are not one of them.',
}
