/**
 * Makes a drawing of what may be more than one. It is read strictly, only what is allowed is kept, and it is written
 * anew, so that nothing can be read in another way than it was here. No script, no request to anywhere, and no more
 * work than a drawing should make.
 */
import { ANIMATED, ATTRIBUTES, ELEMENTS } from './allowed.data.ts'
import { type Node, NotADrawing, parseXml } from './parse.ts'

const MOST_CHARACTERS = 1_000_000
/** How many elements are drawn when everything that refers to others is followed. */
const MOST_WORK = 50_000
/** Pictures within pictures. */
const MOST_DEPTH = 2
const SVG = 'http://www.w3.org/2000/svg'
const RASTER = /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*$/i
const NESTED = /^data:image\/svg\+xml;base64,([A-Za-z0-9+/=\s]*)$/i
/** A style may refer to what is in the drawing. Whatever else loads, imports, or hides behind an escape, it may not. */
const STYLE_REFUSED =
  /[\\<]|@(?!keyframes\b|media\b)|expression|image\s*\(|image-set|src\s*\(|behavior|binding|script:/i
const URL_OTHERWISE = /url\s*\((?!\s*(?:#[\w.:-]+|"#[\w.:-]+"|'#[\w.:-]+')\s*\))/i
const URL_INSIDE = /url\s*\(\s*["']?#([\w.:-]+)/gi

/** As text that is well-formed. @throws NotADrawing for what is none, or too much of one. */
export function sanitiseSvg(text: string, depth = 0): string {
  if (text.length > MOST_CHARACTERS) throw new NotADrawing('too long')
  const root = kept(parseXml(text.replace(/^\uFEFF/, '').trim()), depth)
  if (root?.name !== 'svg') throw new NotADrawing('no svg')
  requireLittleWork(root)
  root.attributes = [['xmlns', SVG], ...sized(root.attributes)]
  return written(root)
}

/** A drawing without a size of its own gets that of its view box: it is drawn on its own, in a picture. */
function sized(attributes: Node['attributes']): Node['attributes'] {
  const value = (name: string) => attributes.find(([key]) => key === name)?.[1] ?? ''
  const isLength = (text: string) => /^\s*\d{1,5}(?:\.\d+)?(?:px)?\s*$/.test(text)
  if (isLength(value('width')) && isLength(value('height'))) return attributes
  const [, , width = 0, height = 0] = value('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const ratio = width > 0 && height > 0 ? Math.min(Math.max(width / height, 0.05), 20) : 1
  const others = attributes.filter(([key]) => key !== 'width' && key !== 'height')
  return [...others, ['width', '512'], ['height', String(Math.round(512 / ratio))]]
}

const local = (name: string): string => name.replace(/^svg:/, '')

function kept(node: Node, depth: number): Node | null {
  const name = local(node.name)
  if (!ELEMENTS.has(name)) return null
  const attributes = node.attributes.flatMap(([key, value]) => keptAttribute(name, key, value, depth))
  if (/^animate/.test(name)) {
    const target = attributes.find(([key]) => key === 'attributeName')?.[1]
    if (target === undefined ? name !== 'animateMotion' : !ANIMATED.has(target)) return null
  }
  if (name === 'style') {
    const css = node.children
      .filter((one) => typeof one === 'string')
      .join('')
      .replace(/@font-face\s*\{[^}]*\}|@import[^;]*;/gi, '')
    return isHarmless(css) ? { name, attributes: [], children: [css] } : null
  }
  const children = node.children.flatMap((one): (Node | string)[] => {
    if (typeof one === 'string') return [one]
    const child = kept(one, depth)
    return child === null ? [] : [child]
  })
  return { name, attributes, children }
}

function keptAttribute(element: string, key: string, value: string, depth: number): [string, string][] {
  if (key === 'href' || key === 'xlink:href') {
    const target = keptTarget(element, value.trim(), depth)
    return target === null ? [] : [['href', target]]
  }
  return ATTRIBUTES.has(key) && isHarmless(value) ? [[key, value]] : []
}

/** Within the drawing; or a picture that is in it as a whole. */
function keptTarget(element: string, target: string, depth: number): string | null {
  if (/^#[\w.:-]+$/.test(target)) return target
  if (element !== 'image') return null
  if (RASTER.test(target)) return target.replace(/\s/g, '')
  const nested = NESTED.exec(target)?.[1]
  if (nested === undefined || depth + 1 >= MOST_DEPTH) return null
  const bytes = Uint8Array.from(atob(nested.replace(/\s/g, '')), (one) => one.charCodeAt(0))
  const inner = new TextEncoder().encode(sanitiseSvg(new TextDecoder().decode(bytes), depth + 1))
  return `data:image/svg+xml;base64,${btoa(Array.from(inner, (one) => String.fromCharCode(one)).join(''))}`
}

const isHarmless = (css: string): boolean => {
  // Comments part a word without changing it.
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '')
  return !STYLE_REFUSED.test(plain) && !STYLE_REFUSED.test(css) && !URL_OTHERWISE.test(plain)
}

/** Elements that refer to others that refer to others are drawn without end, or nearly. */
function requireLittleWork(root: Node): void {
  const byId = new Map<string, Node>()
  /** A style may give what it refers to to any element. */
  const styled: string[] = []
  const index = (node: Node) => {
    const id = node.attributes.find(([key]) => key === 'id')?.[1]
    if (id !== undefined && !byId.has(id)) byId.set(id, node)
    for (const child of node.children) {
      if (typeof child !== 'string') index(child)
      else if (node.name === 'style') styled.push(...urlsIn(child))
    }
  }
  index(root)
  const known = new Map<Node, number>()
  const under = new Set<Node>()
  const sum = (ids: readonly string[]) =>
    ids.reduce((all, id) => {
      const target = byId.get(id)
      return target === undefined || GRADIENT.test(target.name) ? all : all + workOf(target)
    }, 0)
  const workOf = (node: Node): number => {
    const before = known.get(node)
    if (before !== undefined) return before
    // What refers to itself is not drawn.
    if (under.has(node)) return 0
    under.add(node)
    let own = 1
    for (const child of node.children) if (typeof child !== 'string') own += workOf(child)
    const [targets, urls] = references(node)
    own += sum(targets)
    // What is filled with a pattern hands it on to all that is in it.
    const work = own + own * sum(GRADIENT.test(node.name) ? urls : [...urls, ...styled])
    under.delete(node)
    known.set(node, work)
    if (work > MOST_WORK) throw new NotADrawing('too much to draw')
    return work
  }
  workOf(root)
}

const GRADIENT = /^(?:linearGradient|radialGradient|stop|style)$/
const urlsIn = (text: string): string[] => [...text.matchAll(URL_INSIDE)].map(([, id]) => id ?? '')

/** By `href`, and by `url(#…)`. */
function references(node: Node): [targets: string[], urls: string[]] {
  const hrefs = node.attributes.filter(([key, value]) => key === 'href' && value.startsWith('#'))
  const others = node.attributes.filter(([key]) => key !== 'href')
  return [hrefs.map(([, value]) => value.slice(1)), others.flatMap(([, value]) => urlsIn(value))]
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML has no place for are left out. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[\t\n\r]/g, ' ')
    .replace(/[&<>"]/g, (one) => ESCAPES[one] ?? '')

function written(node: Node): string {
  const attributes = node.attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')
  const children = node.children.map((one) => (typeof one === 'string' ? escaped(one) : written(one)))
  return `<${node.name}${attributes}>${children.join('')}</${node.name}>`
}
