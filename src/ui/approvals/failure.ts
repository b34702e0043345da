import type { ApprovalKind } from '../../messaging/protocol.ts'

export type Failure = { changed: boolean; title: string; text: string }

/** The background may have signed and stored before these happened. */
const UNCERTAIN = new Set(['EndpointError', 'UnreachableError', 'DisconnectedError'])

/** What to tell when an approval did not go through: what happened, whether anything was signed, what next. */
export function describeFailure(error: unknown, kind: ApprovalKind): Failure {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  if (name === 'ChangedError')
    return { changed: true, title: 'Something changed. Look again.', text: 'Nothing was signed.' }
  if (name === 'WorseError')
    return {
      changed: true,
      title: 'The result is worse now. Look again.',
      text: 'It was tried once more before signing. Nothing was signed.',
    }
  if (name === 'GoneError')
    return { changed: true, title: 'This request is no longer open.', text: sentence(message) }
  const what = sentence(message) || 'It did not go through.'
  if ((kind === 'transaction' || kind === 'calls') && UNCERTAIN.has(name))
    return {
      changed: false,
      title: 'It is not certain that it was sent.',
      text: `${what} Look at your activity before you try again.`,
    }
  const safe = NOTHING[kind]
  const told = /\b(nothing was|not (sent|signed|added|connected))\b/i.test(what)
  return { changed: false, title: safe, text: told ? what : `${what} You can try again or reject.` }
}

const NOTHING: Record<ApprovalKind, string> = {
  connect: 'Not connected.',
  transaction: 'Not sent. Nothing was signed.',
  calls: 'Not sent.',
  message: 'Nothing was signed.',
  'sign-in': 'Not signed in. Nothing was signed.',
  'typed-data': 'Nothing was signed.',
  'add-network': 'The network was not added.',
  'watch-asset': 'Nothing was added to your list.',
  'switch-network': 'The network was not switched.',
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
