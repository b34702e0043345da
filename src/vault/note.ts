/**
 * Short texts that are secret but sign nothing (keys of services), sealed under the vault's key, each tied to the
 * vault and to the place that it is kept in. They stand beside the vault, never in it: what opens one of them opens
 * no phrase and no private key.
 */

import { fromUtf8, toUtf8, wipe } from './bytes.ts'
import { CIPHER, open, pad, type Sealed, seal, unpad } from './cipher.ts'
import { VaultCorruptError } from './errors.ts'
import type { VaultBlob } from './format.ts'

const noteAad = (vault: Pick<VaultBlob, 'v' | 'id'>, place: string) =>
  toUtf8(JSON.stringify(['candor note', vault.v, vault.id, CIPHER, place]))

/** @param place what the note is; `openNote` needs the same */
export async function sealNote(
  vault: Pick<VaultBlob, 'v' | 'id'>,
  dek: Uint8Array,
  place: string,
  text: string,
): Promise<Sealed> {
  const padded = pad(toUtf8(text))
  try {
    return await seal(dek, padded, noteAad(vault, place))
  } finally {
    wipe(padded)
  }
}

/** @throws SealBrokenError of another vault or place, or altered; VaultCorruptError when it is no text */
export async function openNote(
  vault: Pick<VaultBlob, 'v' | 'id'>,
  dek: Uint8Array,
  place: string,
  box: Sealed,
): Promise<string> {
  const padded = await open(dek, box, noteAad(vault, place))
  try {
    const text = fromUtf8(unpad(padded))
    if (text === null) throw new VaultCorruptError('note')
    return text
  } finally {
    wipe(padded)
  }
}
