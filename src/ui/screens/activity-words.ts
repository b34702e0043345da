import type { ActivityRow, Stuck, TransactionStatus } from '../../messaging/protocol.ts'
import type { IconName } from '../components/Icons.tsx'

export const KIND_ICON: Record<ActivityRow['kind'], IconName> = {
  send: 'send',
  'token-send': 'send',
  approve: 'key',
  contract: 'page',
  deploy: 'plus',
  batch: 'page',
  delegate: 'key',
  cancel: 'close',
  swap: 'swap',
  receive: 'receive',
  'nft-receive': 'receive',
  'nft-send': 'send',
  message: 'key',
  'typed-data': 'key',
  'sign-in': 'key',
}

type StatusView = {
  word: string
  icon: IconName
  tone: 'quiet' | 'gain' | 'caution' | 'danger'
  text: string
}

/** A status never speaks by colour alone. */
export const STATUS: Record<TransactionStatus, StatusView> = {
  pending: { word: 'Pending', icon: 'clock', tone: 'caution', text: 'The network has not confirmed it yet.' },
  confirmed: { word: 'Confirmed', icon: 'check', tone: 'gain', text: 'The network has confirmed it.' },
  failed: {
    word: 'Failed',
    icon: 'danger',
    tone: 'danger',
    text: 'It ran and failed. Nothing moved but the network fee, which is paid.',
  },
  replaced: {
    word: 'Replaced',
    icon: 'close',
    tone: 'quiet',
    text: 'Another transaction took its place. This one moved nothing.',
  },
  dropped: {
    word: 'Dropped',
    icon: 'close',
    tone: 'quiet',
    text: 'The network forgot it before it was confirmed. Nothing moved.',
  },
}

const BEING_REPLACED: StatusView = {
  word: 'Being replaced',
  icon: 'clock',
  tone: 'caution',
  text: 'A newer one is to take its place. Only one of them can happen.',
}

/** Of an order that was signed. */
const ORDER: Record<NonNullable<ActivityRow['order']>['status'], StatusView> = {
  open: {
    word: 'Open',
    icon: 'clock',
    tone: 'caution',
    text: 'The order waits for somebody to carry it out, or ends by itself.',
  },
  confirmed: { word: 'Carried out', icon: 'check', tone: 'gain', text: 'Others carried it out for you.' },
  failed: { word: 'Not carried out', icon: 'danger', tone: 'danger', text: 'Nothing was sold.' },
  cancelled: { word: 'Cancelled', icon: 'close', tone: 'quiet', text: 'You cancelled it. Nothing was sold.' },
}

export const statusOf = (row: ActivityRow): StatusView =>
  row.order !== undefined ? ORDER[row.order.status] : statusOfTransaction(row)

const statusOfTransaction = (row: ActivityRow): StatusView =>
  row.status === 'pending' && row.replacedBy !== null ? BEING_REPLACED : STATUS[row.status]

/** Why a pending one does not get on, and the way out. `waits`: there is nothing to be done. */
export function stuckWords(stuck: Stuck): { title: string; text: string; waits: boolean } {
  switch (stuck.why) {
    case 'before':
      return {
        waits: true,
        title: `It waits for the one with nonce ${stuck.nonce}.`,
        text: 'The network takes the transactions of an account in the order of their nonces. When that one takes long, speed that one up.',
      }
    case 'gap':
      return {
        waits: false,
        title: `Nonce ${stuck.nonce} is missing before it.`,
        text: `The network takes the transactions of an account in order, and none with nonce ${stuck.nonce} was sent. Send one, even one that moves nothing; this one follows by itself.`,
      }
    case 'fee':
      return {
        waits: false,
        title: 'Its fee is too low now.',
        text: 'Blocks cost more than it pays. Speed it up, cancel it, or wait until they cost less.',
      }
    case 'relay':
      return {
        waits: false,
        title: `${stuck.name} did not get it into a block.`,
        text: 'Nobody else has it, and nothing has moved. Send it publicly, speed it up, or cancel it.',
      }
    case 'refused':
      return {
        waits: false,
        title: 'The network lost it and does not take it again.',
        text: `It says: ${stuck.text}. Speed it up or cancel it; nothing has moved so far.`,
      }
  }
}

/** The page of a transaction at the network's explorer; null unless it is a https address. */
export function explorerLink(explorer: string | null | undefined, hash: string): string | null {
  if (!explorer || !URL.canParse(explorer)) return null
  const url = new URL(explorer)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/tx/${hash}`
}
