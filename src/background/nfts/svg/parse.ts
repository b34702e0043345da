/**
 * XML as drawings need it, read strictly: what is not well-formed, declares entities, or is larger than a drawing is,
 * is refused. Comments and instructions are left out.
 */
export type Node = { name: string; attributes: [name: string, value: string][]; children: (Node | string)[] }

const MOST_ELEMENTS = 5_000
const MOST_DEPTH = 100
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export class NotADrawing extends Error {}
const refuse = (why: string): never => {
  throw new NotADrawing(why)
}

/** The one root element. @throws NotADrawing */
export function parseXml(text: string): Node {
  let at = 0
  let elements = 0
  const root: Node = { name: '', attributes: [], children: [] }
  const open: Node[] = [root]
  const here = () => open.at(-1) ?? refuse('unbalanced')
  const skip = (start: string, end: string): boolean => {
    if (!text.startsWith(start, at)) return false
    const close = text.indexOf(end, at + start.length)
    at = close === -1 ? refuse(`${start} is not closed`) : close + end.length
    return true
  }

  function startTag(): void {
    NAME.lastIndex = at + 1
    const name = NAME.exec(text)?.[0] ?? refuse('a tag without a name')
    at = NAME.lastIndex
    const attributes: Node['attributes'] = []
    for (;;) {
      ATTRIBUTE.lastIndex = at
      const found = ATTRIBUTE.exec(text)
      if (found === null) break
      at = ATTRIBUTE.lastIndex
      const key = found[1] ?? ''
      if (attributes.some(([other]) => other === key)) refuse('an attribute twice')
      attributes.push([key, unescaped(found[2] ?? found[3] ?? '')])
    }
    while (/\s/.test(text[at] ?? '')) at += 1
    const node: Node = { name, attributes, children: [] }
    if (++elements > MOST_ELEMENTS || open.length > MOST_DEPTH) refuse('too much of it')
    here().children.push(node)
    if (text.startsWith('/>', at)) at += 2
    else if (text[at] === '>') {
      at += 1
      open.push(node)
    } else refuse('a tag is not well-formed')
  }

  function endTag(): void {
    const close = text.indexOf('>', at)
    const name = text.slice(at + 2, close).trimEnd()
    if (close === -1 || open.length < 2 || here().name !== name) refuse('unbalanced')
    open.pop()
    at = close + 1
  }

  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at)
      const run = text.slice(at, next === -1 ? text.length : next)
      here().children.push(unescaped(run))
      at += run.length
    } else if (text.startsWith('<![CDATA[', at)) {
      const start = at + '<![CDATA['.length
      skip('<![CDATA[', ']]>')
      here().children.push(text.slice(start, at - ']]>'.length))
    } else if (text.startsWith('<!DOCTYPE', at)) {
      const close = text.indexOf('>', at)
      // An internal subset declares entities, which can stand for one another without end.
      if (close === -1 || text.slice(at, close).includes('[')) refuse('it declares entities')
      at = close + 1
    } else if (skip('<!--', '-->') || skip('<?', '?>')) {
      // Nothing of it is drawn.
    } else if (text.startsWith('</', at)) endTag()
    else startTag()
  }
  const [first, ...more] = root.children.filter((one) => typeof one !== 'string' || one.trim() !== '')
  if (open.length !== 1 || first === undefined || typeof first === 'string' || more.length > 0)
    return refuse('not one element')
  return first
}

function unescaped(text: string): string {
  return text.replace(/&([^;\s&]{0,12});?/g, (whole, name: string) => {
    const named = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
    if (named !== undefined && whole.endsWith(';')) return named
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name)
    const code =
      digits === null ? Number.NaN : Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10)
    if (Number.isNaN(code) || code > 0x10ffff || !whole.endsWith(';')) return refuse('an unknown entity')
    return String.fromCodePoint(code)
  })
}
