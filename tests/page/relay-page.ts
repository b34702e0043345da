/** For the tests of src/content: a relay between a page and a background that are both in the test's hands. */
import { expect } from 'vitest'
import { createRelay, type PagePort, type Runtime, type RuntimePort } from '../../src/content/relay.ts'
import type { PageAck, PageMessage, PageReply, PageRequest } from '../../src/messaging/channel.ts'

const isAck = (message: PageMessage): message is PageAck => 'ack' in message

/** The background's end of one runtime port. */
function createPort() {
  let onReply = (_reply: PageReply): void => {}
  let onGone = (): void => {}
  const port = {
    open: true,
    broken: false,
    got: [] as PageMessage[],
    reply: (reply: PageReply) => onReply(reply),
    die: () => {
      port.open = false
      onGone()
    },
    requests: (): PageRequest[] => port.got.filter((message): message is PageRequest => !isAck(message)),
    acks: () => port.got.filter(isAck).map(({ ack }) => ack),
  }
  const end: RuntimePort = {
    postMessage: (message) => {
      if (port.broken || !port.open) throw new Error('Attempting to use a disconnected port object')
      port.got.push(structuredClone(message))
    },
    disconnect: () => {
      port.open = false
    },
    onMessage: {
      addListener: (listener) => {
        onReply = listener
      },
    },
    onDisconnect: {
      addListener: (listener) => {
        onGone = listener
      },
    },
  }
  return { port, end }
}

export function createPage(options: { prerendering?: boolean; portName?: string } = {}) {
  const answers: unknown[] = []
  const ports: ReturnType<typeof createPort>['port'][] = []
  const hear: ((message: unknown, sender: { id?: string }) => void)[] = []
  const control = {
    connects: 0,
    fails: false,
    id: 'ours' as string | undefined,
    bound: 0,
    broken: false,
    gone: false,
  }
  const runtime: Runtime = {
    get id() {
      return control.id
    },
    connect: ({ name }) => {
      expect(name).toBe(options.portName ?? 'page')
      control.connects += 1
      if (control.fails) throw new Error('Extension context invalidated.')
      const { port, end } = createPort()
      port.broken = control.broken
      ports.push(port)
      return end
    },
    onMessage: { addListener: (listener) => void hear.push(listener) },
  }
  const page: PagePort = {
    postMessage: (message: unknown) => void answers.push(message),
    onmessage: null,
    onmessageerror: null,
  }
  const doc = Object.assign(new EventTarget(), { prerendering: options.prerendering ?? false })
  const win = new EventTarget()
  createRelay(
    page,
    () => {
      control.bound += 1
      return control.gone ? undefined : runtime
    },
    doc,
    win,
  )
  const send = (data: unknown) => Reflect.apply(page.onmessage ?? (() => {}), page, [{ data }])
  return {
    answers,
    ports,
    hear,
    control,
    doc,
    win,
    send,
    unreadable: () => Reflect.apply(page.onmessageerror ?? (() => {}), page, [{}]),
    last: () => ports[ports.length - 1] ?? createPort().port,
  }
}
