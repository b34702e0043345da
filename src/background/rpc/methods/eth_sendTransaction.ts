/** Asks to sign and send a transaction; its hash. */
import { parseTransactionRequest } from '../../../ethereum/transaction.ts'
import { defineMethod } from '../method.ts'
import { requirePermitted } from '../permitted.ts'

export const eth_sendTransaction = defineMethod({
  name: 'eth_sendTransaction',
  parse: (params, { chainId, accounts }, services) =>
    parseTransactionRequest(params, {
      chainId,
      accounts,
      own: services.accounts.list().map((account) => account.address),
    }),
  // The site's nonce and its prices are not taken: the wallet knows what is pending and what a fair price is.
  run: (_services, context, { from, to, value, data, gas, fees, accessList, type }) => ({
    ask: {
      kind: 'transaction',
      chainId: context.chainId,
      from: requirePermitted(context, from),
      to,
      value: value.toString(),
      data,
      gas: gas?.toString() ?? null,
      legacy: fees?.type === 'legacy' || type === 0 || type === 1,
      accessList:
        accessList?.map(({ address, storageKeys }) => ({ address, storageKeys: [...storageKeys] })) ?? null,
    },
  }),
})
