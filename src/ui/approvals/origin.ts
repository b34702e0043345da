import { visibleLine } from '../../ethereum/text.ts'
import { isLoopback } from '../../shared/origin.ts'
import { decodeLabel } from '../../shared/punycode.ts'
import { registrable } from './suffixes.ts'

export type OriginMark = { id: string; word: string; tone: 'quiet' | 'caution' | 'danger' }

/** An origin, cut for the eye: scheme, quiet part, the part that somebody registered, port. */
export type OriginView = {
  wallet: boolean
  scheme: string
  before: string
  strong: string
  port: string
  /** The international name as it reads, when its letters cannot pass for others. */
  decoded: string | null
  marks: OriginMark[]
}

const mark = (id: string, word: string, tone: OriginMark['tone']): OriginMark => ({ id, word, tone })

/** Reads an origin as the browser wrote it. Text that is no web origin is shown as it stands, and marked. */
export function describeOrigin(origin: string): OriginView {
  const view: OriginView = {
    wallet: false,
    scheme: '',
    before: '',
    strong: origin,
    port: '',
    decoded: null,
    marks: [],
  }
  if (origin === 'wallet') return { ...view, wallet: true, strong: 'You, from this wallet' }
  const url = URL.canParse(origin) ? new URL(origin) : null
  const web = url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === origin
  if (!web)
    return {
      ...view,
      strong: visibleLine(origin, 200),
      marks: [mark('unknown', 'Not a web address', 'danger')],
    }

  const host = url.hostname
  const address = /^\[.*\]$|^\d+(\.\d+){3}$/.test(host)
  const loopback = isLoopback(origin) || /^127(\.\d+){3}$/.test(host)
  const strong = address || loopback ? host : registrable(host)
  const name = readName(host)
  const marks: OriginMark[] = []
  if (url.protocol === 'http:' && !loopback) marks.push(mark('http', 'Not encrypted', 'danger'))
  if (loopback) marks.push(mark('loopback', 'On this computer', 'quiet'))
  else if (address) marks.push(mark('address', 'Number instead of a name', 'caution'))
  if (name.problem) marks.push(name.problem)
  if (url.port !== '') marks.push(mark('port', `Port ${url.port}`, loopback ? 'quiet' : 'caution'))
  return {
    ...view,
    scheme: `${url.protocol}//`,
    before: host.slice(0, host.length - strong.length),
    strong,
    port: url.port === '' ? '' : `:${url.port}`,
    decoded: name.decoded,
    marks,
  }
}

const SCRIPTS: [string, RegExp][] = (
  [
    ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari', 'Bengali'],
    ['Tamil', 'Telugu', 'Thai', 'Khmer', 'Ethiopic', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo'],
  ] as const
)
  .flat()
  .map((name) => [name, new RegExp(`^\\p{Script=${name}}$`, 'u')])

/** Scripts that are written together. */
const TOGETHER = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
]

/** Letters of other alphabets that pass for Latin ones. A label made of nothing else is a trap. */
const LATIN_LOOKS = new Set('асԁеһіјӏорԛѕԝхуүҽԍнмткгпωαικνορτυχγηոսցհօɡզք'.normalize('NFC'))

function readName(host: string): { decoded: string | null; problem: OriginMark | null } {
  if (!host.split('.').some((label) => label.startsWith('xn--'))) return { decoded: null, problem: null }
  const labels: string[] = []
  for (const label of host.split('.')) {
    const text = decodeLabel(label)
    const scripts = text === null ? null : scriptsOf(text)
    if (text === null || scripts === null) return refuse('letters', 'Unusual characters')
    if (!oneScript(scripts)) return refuse('mixed', 'Mixed alphabets')
    if (
      label !== text &&
      !scripts.has('Latin') &&
      [...text].every((c) => LATIN_LOOKS.has(c) || /[\d-]/.test(c))
    )
      return refuse('lookalike', 'Look-alike letters')
    labels.push(text)
  }
  return { decoded: labels.join('.'), problem: null }
}

const refuse = (id: string, word: string) => ({ decoded: null, problem: mark(id, word, 'danger') })

/** The scripts of a label's letters; null when a character has no place in a name. */
function scriptsOf(label: string): Set<string> | null {
  const found = new Set<string>()
  for (const char of label) {
    if (/[\d-]/.test(char)) continue
    const script = SCRIPTS.find(([, test]) => test.test(char))
    if (script && /\p{L}|\p{M}/u.test(char)) found.add(script[0])
    else if (char !== 'ー' && char !== '々') return null
  }
  return found
}

function oneScript(scripts: Set<string>): boolean {
  return scripts.size < 2 || TOGETHER.some((set) => [...scripts].every((script) => set.includes(script)))
}
