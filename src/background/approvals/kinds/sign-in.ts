/** A site asks a person to sign in (EIP-4361). What is for another site is shown and cannot be approved. */
import { messageText, visibleLine, visibleText } from '../../../ethereum/message.ts'
import { parseSignIn } from '../../../ethereum/siwe.ts'
import { checkSignIn } from '../../../ethereum/siwe-checks.ts'
import type { Part, SignInApproval } from '../../../messaging/protocol.ts'
import { InvalidParamsError } from '../../../shared/errors.ts'
import { hexToBytes, sameAddress } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { Subject as AnySubject } from '../entry.ts'
import { BlockedError } from '../errors.ts'
import type { EntryOf, Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared, signMessage } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'sign-in' }>

/** Parsed again from what is stored, never trusted. */
function read(services: Services, entry: EntryOf<Subject>) {
  const { account, bytes, chainId } = entry.subject
  const text = messageText(hexToBytes(bytes))
  const message = text === null ? null : parseSignIn(text)
  if (text === null || message === null) throw new InvalidParamsError('The message is no sign-in.')
  const now = services.ports.clock.now()
  return { text, message, ...checkSignIn(message, { origin: entry.origin, account, chainId, now }) }
}

function view(services: Services, entry: EntryOf<Subject>): SignInApproval {
  const { account, chainId } = entry.subject
  const { text, message, warnings, blocked } = read(services, entry)
  const base = shared(services, entry)
  const domain = visibleLine(
    message.scheme === null ? message.domain : `${message.scheme}://${message.domain}`,
    200,
  )
  const name = services.accounts.list().find((one) => sameAddress(one.address, account))?.name
  return {
    ...base,
    kind: 'sign-in',
    account,
    chainId,
    domain,
    statement: message.statement === null ? null : visibleText(message.statement),
    resources: message.resources.map((resource) => visibleLine(resource, 2000)),
    uri: visibleLine(message.uri, 2000),
    messageChainId: message.chainId,
    issuedAt: message.issuedAt,
    expirationTime: message.expirationTime,
    notBefore: message.notBefore,
    text: visibleText(text),
    summary: [blocked === null ? ask(message.domain, name) : refusal(message.domain)],
    warnings: [...base.warnings, ...warnings],
    blocked,
    details: [
      { label: 'Address in the message', value: message.address },
      { label: 'Opens', value: visibleLine(message.uri, 2000), mono: true },
      { label: 'Nonce', value: message.nonce, mono: true },
      ...(message.requestId === null
        ? []
        : [{ label: 'Request ID', value: visibleLine(message.requestId, 2000), mono: true }]),
      { label: 'Version', value: '1' },
      { label: 'Length', value: `${hexToBytes(entry.subject.bytes).length} bytes` },
    ],
    raw: rawOf(entry),
  }
}

const ask = (domain: string, name: string | undefined): Part[] => [
  { strong: 'Sign in' },
  ' to ',
  { strong: visibleLine(domain, 100) },
  ...(name === undefined ? [] : [' as ', { strong: name }]),
]

const refusal = (domain: string): Part[] => [
  { strong: 'Refused' },
  ': a sign-in for ',
  { strong: visibleLine(domain, 100) },
]

export const signIn: Kind<Subject> = {
  first: view,
  prepare: async (services, entry) => ({ view: view(services, entry), plan: null }),
  recheck(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
    const { blocked } = read(services, entry)
    if (blocked !== null) throw new BlockedError(blocked)
  },
  execute(services, entry) {
    const { message } = read(services, entry)
    return signMessage(services, entry, entry.subject, visibleLine(message.domain, 100))
  },
}
