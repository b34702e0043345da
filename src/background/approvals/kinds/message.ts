/** A site asks for a signature over a message (EIP-191, personal_sign). */
import { messageDigest, messageText, visibleText } from '../../../ethereum/message.ts'
import { MESSAGE_RULES } from '../../../ethereum/rules/index.ts'
import { judge } from '../../../ethereum/rules/rule.ts'
import { checkLookAlike } from '../../../ethereum/siwe-checks.ts'
import { bytesToHex, hexToBytes } from '../../../shared/hex.ts'
import { hostOf } from '../../../shared/origin.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared, signMessage } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'message' }>

export const message: Kind<Subject> = {
  first(services, entry) {
    const { account, bytes, chainId } = entry.subject
    const content = hexToBytes(bytes)
    const text = messageText(content)
    const base = shared(services, entry)
    const lookAlike = text === null ? null : checkLookAlike(text, entry.origin)
    return {
      ...base,
      kind: 'message',
      account,
      chainId,
      text: text === null ? null : visibleText(text),
      hex: bytes,
      summary: [[{ strong: 'Sign a message' }, ' for ', { strong: hostOf(entry.origin) }]],
      warnings: [...base.warnings, ...(lookAlike?.warnings ?? []), ...judge(MESSAGE_RULES, content)],
      blocked: lookAlike?.blocked ?? null,
      details: [
        { label: 'Length', value: `${content.length} bytes` },
        { label: 'Bytes', value: bytes, mono: true },
        { label: 'Message Hash', value: bytesToHex(messageDigest(content)), mono: true },
      ],
      raw: rawOf(entry),
    }
  },
  prepare: async (services, entry) => ({ view: message.first(services, entry), plan: null }),
  recheck(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
  },
  execute: (services, entry) => signMessage(services, entry, entry.subject, 'a message'),
}
