/** A site asks for a signature over a message (EIP-191, personal_sign). */
import { messageDigest, messageText, visibleText } from '../../../ethereum/message.ts'
import { assembleSignature } from '../../../ethereum/signature.ts'
import { messageWarnings } from '../../../ethereum/warnings.ts'
import { hexToBytes } from '../../../shared/hex.ts'
import { hostOf } from '../../../shared/origin.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'message' }>

export const message: Kind<Subject> = {
  first(services, entry) {
    const { account, bytes, chainId } = entry.subject
    const content = hexToBytes(bytes)
    const text = messageText(content)
    const base = shared(services, entry)
    return {
      ...base,
      kind: 'message',
      account,
      chainId,
      text: text === null ? null : visibleText(text),
      hex: bytes,
      summary: [[{ strong: 'Sign a message' }, ' for ', { strong: hostOf(entry.origin) }]],
      warnings: [...base.warnings, ...messageWarnings(content)],
      details: [
        { label: 'Length', value: `${content.length} bytes` },
        { label: 'Bytes', value: bytes, mono: true },
      ],
      raw: rawOf(entry),
    }
  },
  prepare: async (services, entry) => ({ view: message.first(services, entry), plan: null }),
  recheck(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
  },
  async execute(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
    const digest = messageDigest(hexToBytes(entry.subject.bytes))
    return { result: assembleSignature(await services.keeper.sign(entry.subject.account, digest)) }
  },
}
