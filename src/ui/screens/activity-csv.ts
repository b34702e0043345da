/** Activity as a table (RFC 4180). Amounts are exact, times UTC, and no cell is a formula to a spreadsheet. */
import type { AccountView, ActivityRow, Move, NetworkView } from '../../messaging/protocol.ts'
import { exactUnits } from '../format.ts'

const HEADER = [
  'Time (UTC)',
  'Network',
  'Chain id',
  'Account',
  'Account name',
  'Kind',
  'Status',
  'What',
  'From',
  'To',
  'In',
  'Out',
  'Asset',
  'Contract',
  'Token id',
  'Fee',
  'Fee coin',
  'Hash',
  'Asked by',
  'Possible spam',
]

/** By it spreadsheets know that the letters are UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/** One line a movement: a swap has two. The fee stands on the first. */
export function toCsv(
  rows: readonly ActivityRow[],
  accounts: readonly Pick<AccountView, 'address' | 'name'>[],
  networks: readonly Pick<NetworkView, 'chainId' | 'name' | 'symbol'>[],
): string {
  const lines = rows.flatMap((row) => {
    const network = networks.find(({ chainId }) => chainId === row.chainId)
    const name = accounts.find(({ address }) => address === row.account)?.name ?? ''
    // What failed or was replaced moved nothing but its fee.
    const moves = row.status === 'confirmed' && row.moves.length > 0 ? row.moves : [null]
    return moves.map((move, i) => [
      new Date(row.minedAt ?? row.createdAt).toISOString(),
      network?.name ?? '',
      String(row.chainId),
      row.account,
      name,
      row.kind,
      row.status,
      plain(row.title),
      row.from,
      row.to ?? '',
      ...(move === null ? ['', '', '', '', ''] : cellsOf(move)),
      i === 0 && row.fee !== null ? exactUnits(row.fee, 18) : '',
      i === 0 && row.fee !== null ? (network?.symbol ?? '') : '',
      row.hash,
      row.origin,
      row.spam ? 'yes' : '',
    ])
  })
  const table = [HEADER, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')
  return `${BYTE_ORDER_MARK}${table}\r\n`
}

function cellsOf({ token, symbol, decimals, amount, tokenId }: Move): string[] {
  const size = exactUnits(amount.replace('-', ''), decimals ?? 0)
  const [came, went] = amount.startsWith('-') ? ['', size] : [size, '']
  return [came, went, symbol ?? '', token === 'native' ? '' : token, tokenId ?? '']
}

const plain = (title: ActivityRow['title']): string =>
  title
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')
    .replaceAll('\u202F', '')

/**
 * Spreadsheets run what begins with these, full-width letters too, and some of them split cells at a semicolon
 * whatever stands around it (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n|%]|^\s+[=+\-@＝＋－＠]/
const FORMULA_INSIDE = /([;,\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/g
/** They keep fifteen digits of a number and make the rest zeros: ids of NFTs are longer. */
const LONG_NUMBER = /^\d{16,}$/

function cell(text: string): string {
  const inert = text.replace(FORMULA_INSIDE, "$1'")
  const safe = FORMULA.test(inert) || LONG_NUMBER.test(inert) ? `'${inert}` : inert
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
