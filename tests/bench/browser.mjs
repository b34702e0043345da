// A Chromium with one extension, or none, and what only its debugging protocol can tell.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { sleep } from './numbers.mjs'
import { createNotes, watchPage } from './watch.mjs'

/** As in tests/kit/launch.ts; and no name but the loopback's resolves, so that nothing leaves the machine. */
const switches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

function extensionIdOf(folder) {
  const bytes = Buffer.from(realpathSync(folder), process.platform === 'win32' ? 'utf16le' : 'utf8')
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  return digest.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

/** `wanted`: see `watchPage`. `profile` is kept when given. */
export async function launch({ extension, wanted = {}, profile, executablePath }) {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'candor-bench-'))
  const args = [...switches]
  if (extension) args.push(`--disable-extensions-except=${extension}`, `--load-extension=${extension}`)
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  const context = await chromium.launchPersistentContext(folder, { executablePath, viewport: null, args })
  const notes = createNotes()
  await context.exposeBinding('benchTell', ({ page }, name, at, origin) => notes.add(name, at, origin, page))
  await context.addInitScript(watchPage, wanted)
  const session = await context.browser().newBrowserCDPSession()
  const origin = extension ? `chrome-extension://${extensionIdOf(extension)}/` : undefined

  async function workerTarget() {
    const { targetInfos } = await session.send('Target.getTargets')
    return targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(origin))
  }

  return {
    context,
    notes,
    origin,
    /** The worker's script. */
    worker: extension && origin + manifestOf(extension).background.service_worker,
    version: context.browser().version(),
    trace: (categories, run) => trace(session, categories, run),

    /** Stops the worker, and fails if something starts it again within a moment. */
    async stopWorker() {
      for (const end = Date.now() + 10_000; Date.now() < end; ) {
        const target = await workerTarget()
        if (target) {
          await session.send('Target.closeTarget', { targetId: target.targetId }).catch(() => undefined)
          await sleep(20)
        } else {
          await sleep(250)
          if (!(await workerTarget())) return
        }
      }
      throw new Error('The worker does not stay stopped')
    },

    /** Bytes in use after a garbage collection. */
    async workerHeap() {
      const { targetId } = await workerTarget()
      return withTarget(session, targetId, heapInUse)
    },

    async pageHeap(page) {
      const own = await context.newCDPSession(page)
      try {
        return await heapInUse((method) => own.send(method))
      } finally {
        await own.detach()
      }
    },

    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    },
    /** Leaves the profile. */
    quit: () => context.close(),
  }
}

async function heapInUse(send) {
  await send('HeapProfiler.enable')
  for (let i = 0; i < 2; i++) await send('HeapProfiler.collectGarbage')
  const { usedSize } = await send('Runtime.getHeapUsage')
  await send('HeapProfiler.disable')
  return usedSize
}

/** Speaks with a target that Playwright has no session for. */
async function withTarget(session, targetId, run) {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map()
  let last = 0
  const receive = ({ sessionId: from, message }) => {
    const { id, result, error } = JSON.parse(message)
    if (from !== sessionId || !waiting.has(id)) return
    const { done, fail } = waiting.get(id)
    if (error) fail(new Error(error.message))
    else done(result)
  }
  session.on('Target.receivedMessageFromTarget', receive)
  try {
    return await run((method, params = {}) => {
      last += 1
      const message = JSON.stringify({ id: last, method, params })
      const answered = new Promise((done, fail) => waiting.set(last, { done, fail }))
      return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answered)
    })
  } finally {
    session.off('Target.receivedMessageFromTarget', receive)
    await session.send('Target.detachFromTarget', { sessionId }).catch(() => undefined)
  }
}

/** The browser's own events while `run` runs. Times in them are microseconds. */
async function trace(session, categories, run) {
  const events = []
  const collect = ({ value }) => events.push(...value)
  session.on('Tracing.dataCollected', collect)
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories, excludedCategories: ['*'] },
  })
  try {
    await run()
  } finally {
    await session.send('Tracing.end')
    await complete
    session.off('Tracing.dataCollected', collect)
  }
  return events
}
