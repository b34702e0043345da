/** Asks to send several calls, as one transaction where the account can (EIP-5792, version 2.0.0); the batch's id. */
import { parseCallsRequest } from '../../../ethereum/calls-request.ts'
import { AtomicityNotSupportedError, DuplicateIdError } from '../../../shared/batch-errors.ts'
import { UnauthorizedError } from '../../../shared/errors.ts'
import type { CallsSubject } from '../../approvals/entry.ts'
import { callsMode } from '../../transactions/look-into-calls.ts'
import { defineMethod } from '../method.ts'
import { requirePermitted } from '../permitted.ts'

export const wallet_sendCalls = defineMethod({
  name: 'wallet_sendCalls',
  parse: (params, { chainId }, services) =>
    parseCallsRequest(params, {
      chainId,
      own: services.accounts.list().map((account) => account.address),
      isKnownChain: (id) => services.networks.find(id) !== undefined,
    }),
  async run(services, context, { id, from: asked, calls, atomicRequired }) {
    const { batches, ports } = services
    const from = asked === null ? context.accounts[0] : requirePermitted(context, asked)
    if (from === undefined) throw new UnauthorizedError()
    const subject: CallsSubject = {
      kind: 'calls',
      chainId: context.chainId,
      from,
      // Nobody can guess it: who knows it may ask for its status.
      batchId: id ?? `0x${ports.randomId()}${ports.randomId()}`,
      calls: calls.map(({ to, value, data }) => ({ to, value: value.toString(), data })),
      atomicRequired,
    }
    if (atomicRequired && (await callsMode(services, subject)) === 'sequential')
      throw new AtomicityNotSupportedError()
    if (batches.isTaken(context.origin, from, subject.batchId)) throw new DuplicateIdError()
    return { ask: subject }
  },
})
