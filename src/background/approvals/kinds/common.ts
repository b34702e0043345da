/** What every approval view has, and the checks that several kinds share. */
import { messageDigest, messageText } from '../../../ethereum/message.ts'
import { assembleSignature } from '../../../ethereum/signature.ts'
import { visibleJson } from '../../../ethereum/text.ts'
import type { ApprovalView } from '../../../messaging/protocol.ts'
import { UnauthorizedError } from '../../../shared/errors.ts'
import { type Address, bytesToHex, type Hex, hexToBytes, sameAddress } from '../../../shared/hex.ts'
import { sortedJson } from '../../../shared/sorted-json.ts'
import type { Signed } from '../../activity/signed.ts'
import type { Services } from '../../services.ts'
import { siteWarnings } from '../../sites/site-warnings.ts'
import type { Subject } from '../entry.ts'
import type { EntryOf, Executed } from '../kinds.ts'

export type Shared = Omit<
  Extract<ApprovalView, { kind: 'switch-network' }>,
  'kind' | 'fromChainId' | 'summary' | 'account' | 'chainId' | 'raw'
>

export function shared(services: Services, entry: EntryOf<Subject>): Shared {
  return {
    id: entry.id,
    digest: '',
    origin: entry.origin,
    ...(typeof entry.request?.top === 'string' ? { inside: entry.request.top } : {}),
    ...(entry.request !== null && services.backOff.count(entry.origin) >= 2 ? { mayBlock: true } : {}),
    connected: entry.request === null || services.sites.isConnected(entry.origin),
    createdAt: entry.createdAt,
    warnings: siteWarnings(services.guard, entry.origin),
    details: [],
    blocked: null,
    preparing: false,
  }
}

/** A site may only use accounts that it was given, while the wallet is unlocked. */
export function requireSiteAccount(services: Services, entry: EntryOf<Subject>, account: Address): void {
  if (entry.request === null) return
  const visible = services.sites.visibleAccounts(entry.origin)
  if (!visible.some((one) => sameAddress(one, account)))
    throw new UnauthorizedError('The site is no longer connected with this account.')
}

type Signing = Pick<Signed, 'kind' | 'account' | 'chainId' | 'name' | 'content'> & { digest: Uint8Array }

/** A signature over a digest, with an account that the site still has; what was signed is kept for the person. */
export async function signFor(
  services: Services,
  entry: EntryOf<Subject>,
  { digest, ...what }: Signing,
): Promise<{ result: Hex }> {
  requireSiteAccount(services, entry, what.account)
  const result = assembleSignature(await services.keeper.sign(what.account, digest))
  const { id, origin } = entry
  const at = services.ports.clock.now()
  // It is signed: a full disk does not take that back, so the site gets its answer in any case.
  await services.signed.add({ ...what, id, origin, at, digest: bytesToHex(digest) }).catch(() => undefined)
  return { result }
}

/** EIP-191. @param name what it is called in the list of what happened */
export function signMessage(
  services: Services,
  entry: EntryOf<Subject>,
  { kind, account, bytes, chainId }: Extract<Subject, { kind: 'message' | 'sign-in' }>,
  name: string,
): Promise<Executed> {
  const content = hexToBytes(bytes)
  const digest = messageDigest(content)
  return signFor(services, entry, {
    kind,
    account,
    chainId,
    name,
    content: messageText(content) ?? bytes,
    digest,
  })
}

/** What the site asked, for the raw view: its keys in one order, before and after a restart of the worker. */
export const rawOf = (entry: EntryOf<Subject>): string =>
  visibleJson(
    entry.request === null
      ? sortedJson(entry.subject, 2)
      : sortedJson({ method: entry.request.method, params: entry.request.params }, 2),
  )
