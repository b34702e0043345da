/** A site asks for a signature over structured data (EIP-712). Parsed again from what is stored, never trusted. */

import { visibleLine } from '../../../ethereum/message.ts'
import { assembleSignature } from '../../../ethereum/signature.ts'
import {
  domainDetails,
  parseTypedData,
  typedDataDigest,
  typedDataHashes,
  typedDataTree,
} from '../../../ethereum/typed-data.ts'
import { typedDataWarnings } from '../../../ethereum/warnings.ts'
import { hostOf } from '../../../shared/origin.ts'
import type { Subject as AnySubject } from '../entry.ts'
import type { Kind } from '../kinds.ts'
import { rawOf, requireSiteAccount, shared } from './common.ts'

type Subject = Extract<AnySubject, { kind: 'typed-data' }>

export const typedData: Kind<Subject> = {
  first(services, entry) {
    const { account, chainId, json } = entry.subject
    const data = parseTypedData(json, chainId)
    const hashes = typedDataHashes(data)
    const base = shared(services, entry)
    return {
      ...base,
      kind: 'typed-data',
      account,
      chainId,
      domain: domainDetails(data),
      primaryType: visibleLine(data.primaryType, 60),
      tree: typedDataTree(data),
      summary: [
        [
          { strong: `Sign “${visibleLine(data.primaryType, 40)}”` },
          ' for ',
          { strong: hostOf(entry.origin) },
        ],
      ],
      warnings: [...base.warnings, ...typedDataWarnings(data, services.ports.clock.now())],
      details: [
        { label: 'Domain hash', value: hashes.domainHash, mono: true },
        { label: 'Message hash', value: hashes.messageHash, mono: true },
        { label: 'Digest', value: hashes.digest, mono: true },
      ],
      raw: rawOf(entry),
    }
  },
  prepare: async (services, entry) => ({ view: typedData.first(services, entry), plan: null }),
  recheck(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
  },
  async execute(services, entry) {
    requireSiteAccount(services, entry, entry.subject.account)
    const data = parseTypedData(entry.subject.json, entry.subject.chainId)
    const signature = await services.keeper.sign(entry.subject.account, typedDataDigest(data))
    return { result: assembleSignature(signature) }
  },
}
