import type { ActivityRow, TransactionStatus } from '../../messaging/protocol.ts'
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
    text: 'Another transaction with the same number took its place. This one moved nothing.',
  },
  dropped: {
    word: 'Dropped',
    icon: 'close',
    tone: 'quiet',
    text: 'The network forgot it before it was confirmed. Nothing moved.',
  },
}

/** The page of a transaction at the network's explorer; null unless it is a https address. */
export function explorerLink(explorer: string | null | undefined, hash: string): string | null {
  if (!explorer || !URL.canParse(explorer)) return null
  const url = new URL(explorer)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/tx/${hash}`
}
