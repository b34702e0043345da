/** What our own pages decide about what requests are read by. */
import * as v from 'valibot'
import type { ClearSigningApi } from '../../messaging/clear-signing-api.ts'
import type { Services } from '../services.ts'
import { type Endpoint, endpoint } from './api.ts'

type ClearSigningEndpoints = {
  [N in keyof ClearSigningApi]: Endpoint<ClearSigningApi[N][0], ClearSigningApi[N][1]>
}

const added = v.object({
  name: v.pipe(v.string(), v.maxLength(500)),
  text: v.pipe(v.string(), v.maxLength(2_000_000)),
})

export function clearSigningApi({ queue, reader }: Services): ClearSigningEndpoints {
  /** What stands open is read again with what is known now. */
  const renewed = async (work: Promise<void>): Promise<null> => {
    await work
    await Promise.all(queue.views().map(({ id }) => queue.prepare(id).catch(() => undefined)))
    return null
  }
  return {
    'clearSigning.addFile': endpoint(added, (p) => renewed(reader.files.add(p.name, p.text))),
    'clearSigning.removeFile': endpoint(v.object({ id: v.string() }), (p) =>
      renewed(reader.files.remove(p.id)),
    ),
    'clearSigning.refresh': endpoint(v.null(), () => renewed(reader.files.refresh(true))),
  }
}
