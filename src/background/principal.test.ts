import { describe, expect, test } from 'vitest'
import { principalOf, type Sender } from './principal.ts'

const id = 'abcdefghijklmnopabcdefghijklmnop'
const ours = { id, baseUrl: `chrome-extension://${id}/` }
const page: Sender = {
  id,
  url: 'https://app.example/path?q',
  origin: 'https://app.example',
  frameId: 0,
  documentId: 'D1',
  tab: { id: 7 },
}

describe('principalOf', () => {
  test('behavior: a page is what the browser says it is', () => {
    expect(principalOf(page, ours)).toEqual({
      kind: 'page',
      origin: 'https://app.example',
      tabId: 7,
      frameId: 0,
      documentId: 'D1',
      framed: false,
      top: null,
    })
    expect(principalOf(page, ours, 'frame')).toMatchObject({ framed: true, top: null })
    expect(principalOf(page, ours, 'ui')).toMatchObject({ kind: 'page', framed: true, top: null })
  })

  test.each([
    ['frame https://top.example', 'https://top.example'],
    ['frame https://top.example:8443', 'https://top.example:8443'],
    ['frame https://app.example', null],
    ['frame null', null],
    ['frame https://top.example/path', null],
    ['frame https://top.example https://app.example', null],
    ['frame file:///', null],
    ['frame ', null],
    ['page https://top.example', null],
  ])('security: the port name "%s" is of a framed page, inside %s', (name, top) => {
    expect(principalOf(page, ours, name)).toMatchObject({ framed: true, top })
  })

  test('security: where the browser tells the page around, a frame cannot claim another one', () => {
    const inTab = { ...page, tab: { id: 7, url: 'https://top.example/path' } }
    expect(principalOf(inTab, ours, 'frame https://top.example')).toMatchObject({
      top: 'https://top.example',
    })
    expect(principalOf(inTab, ours, 'frame https://bank.example')).toMatchObject({ top: null })
  })

  test('behavior: a browser that tells no origin and no document id', () => {
    const { origin: _o, documentId: _d, ...rest } = page
    expect(principalOf(rest, ours)).toMatchObject({ origin: 'https://app.example', documentId: '7.0' })
  })

  test('behavior: our own pages, in a tab or not', () => {
    const own = { id, url: `chrome-extension://${id}/popup.html`, origin: `chrome-extension://${id}` }
    expect(principalOf(own, ours)).toEqual({ kind: 'ui' })
    expect(principalOf({ ...own, tab: { id: 1 }, frameId: 0 }, ours, 'page')).toEqual({ kind: 'ui' })
    expect(principalOf({ id, url: own.url }, ours)).toEqual({ kind: 'ui' })
  })

  test.each<[string, Sender]>([
    ['another extension', { ...page, id: 'ponmlkjihgfedcbaponmlkjihgfedcba' }],
    ['no extension', { ...page, id: undefined }],
    ['a sandboxed document', { ...page, origin: 'null' }],
    ['a document sandboxed by its header', { ...page, origin: 'null', url: 'https://app.example/' }],
    ['a file', { ...page, origin: 'file://', url: 'file:///etc/passwd' }],
    ['a data: document', { ...page, origin: 'null', url: 'data:text/html,x' }],
    ['an inherited origin', { ...page, url: 'about:srcdoc' }],
    ['a blob: document of another origin', { ...page, url: 'blob:https://evil.example/1' }],
    ['an origin that is not its URL’s', { ...page, url: 'https://evil.example/' }],
    [
      'another extension’s page',
      { ...page, origin: 'chrome-extension://x', url: 'chrome-extension://x/a.html' },
    ],
    ['ftp', { ...page, origin: 'ftp://app.example', url: 'ftp://app.example/' }],
    ['an origin with a path', { ...page, origin: 'https://app.example/' }],
    ['a prerendered document', { ...page, documentLifecycle: 'prerender' }],
    ['no tab', { ...page, tab: undefined }],
    ['no frame', { ...page, frameId: undefined }],
    ['no URL', { ...page, url: undefined }],
    [
      'our page with a foreign origin',
      { id, url: `${ours.baseUrl}popup.html`, origin: 'https://app.example' },
    ],
    ['a page that begins like us', { ...page, url: `chrome-extension://${id}x/popup.html`, origin: 'null' }],
  ])('security: %s is nobody', (_what, sender) => {
    expect(principalOf(sender, ours).kind).toBe('nobody')
  })
})
