/** Gathers what the wallet and the chain know of a recipient, for the words of ethereum/recipient.ts. */
import type { ExplainedTransaction } from '../../ethereum/explain/context.ts'
import {
  type Code,
  codeKind,
  isLookAlike,
  type Known,
  type Recipient,
  recipientOf,
  recipientWarnings,
} from '../../ethereum/recipient.ts'
import type { TokenId, Warning } from '../../messaging/protocol.ts'
import { type Address, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

type Asked = { chainId: number; from: Address; to: Address; token: TokenId }

/** Never rejects for what a network does: what it does not say is not said. */
export async function lookAtRecipient(services: Services, asked: Asked): Promise<Warning[]> {
  const { chainId, from, to, token } = asked
  if (sameAddress(from, to)) return []
  const network = services.networks.need(chainId)
  const [known, code] = await Promise.all([everyoneLike(services, to), codeAt(services, chainId, to)])
  const mine = known.find((one) => sameAddress(one.address, to)) ?? null
  const contact = services.contacts.find(to)
  const elsewhere =
    chainId !== 1 && code === 'account' && mine === null && !network.testnet && !network.added
      ? await codeAt(services, 1, to)
      : null
  const recipient: Recipient = {
    address: to,
    known: mine,
    exchange: contact?.exchange === true,
    twin: known.find((one) => isLookAlike(one.address, to)) ?? null,
    code,
    onlyOnEthereum: elsewhere === 'contract' || elsewhere === 'forwarder',
  }
  const symbol =
    token === 'native'
      ? network.symbol
      : (services.assets.tokens.find(chainId, token)?.symbol ?? 'this token')
  return recipientWarnings(recipient, { symbol, network: network.name })
}

/** The same for whoever gets something by a transaction. */
export async function recipientWarningsOf(services: Services, tx: ExplainedTransaction): Promise<Warning[]> {
  const found = recipientOf(tx)
  // Where nothing moves, nobody gets anything: a bare call of a contract is no send.
  if (found === null || found.amount === 0n) return []
  const { chainId, from } = tx
  return lookAtRecipient(services, { chainId, from, to: found.to, token: found.token ?? 'native' })
}

/** Own accounts, contacts and former recipients that are this address or could be taken for it, in this order. */
async function everyoneLike(services: Services, to: Address): Promise<Known[]> {
  const all: Known[] = [
    ...services.accounts.list().map(({ address, name }): Known => ({ address, name, what: 'account' })),
    ...services.contacts.list().map(({ address, name }): Known => ({ address, name, what: 'contact' })),
    ...(await services.recipients.like(to)).map(
      (address): Known => ({ address, name: null, what: 'recipient' }),
    ),
  ]
  return all.filter((one) => sameAddress(one.address, to) || isLookAlike(one.address, to))
}

async function codeAt(services: Services, chainId: number, address: Address): Promise<Code | null> {
  try {
    const code = await services.rpc.request(chainId, 'eth_getCode', [address, 'latest'])
    return isHex(code) ? codeKind(code) : null
  } catch {
    // The review itself says when the network is not there.
    return null
  }
}
