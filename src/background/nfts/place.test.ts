import { describe, expect, test } from 'vitest'
import { arweaveUrl, fillId, parseGateway, placeOf } from './place.ts'

const text = (given: string) => {
  const place = placeOf(given)
  return place.kind === 'inline' ? [place.type, new TextDecoder().decode(place.bytes)] : place
}
const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'
const CID0 = 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKyzyz'

describe('data: addresses', () => {
  test.each([
    ['data:application/json;base64,eyJhIjoxfQ==', 'application/json', '{"a":1}'],
    ['data:application/json;utf8,{"a":"100% #1"}', 'application/json', '{"a":"100% #1"}'],
    ['data:application/json,%7B%22a%22%3A1%7D', 'application/json', '{"a":1}'],
    ['DATA:image/svg+xml;charset=utf-8,<svg/>', 'image/svg+xml', '<svg/>'],
    ['data:,x', '', 'x'],
    ['{"a":1}', 'application/json', '{"a":1}'],
    ['<svg viewBox="0 0 1 1"/>', 'image/svg+xml', '<svg viewBox="0 0 1 1"/>'],
  ])('param: %s', (given, type, body) => expect(text(given)).toEqual([type, body]))

  test.each(['data:application/json;base64,***', 'data:image/png'])('error: %s', (given) =>
    expect(placeOf(given).kind).toBe('refused'),
  )
})

describe('places', () => {
  test.each([
    [`ipfs://${CID}/7.json`, `${CID}/7.json`],
    [`ipfs://ipfs/${CID}/7`, `${CID}/7`],
    [`ipfs://${CID0}`, CID0],
    [`${CID0}/a b/ü.png`, `${CID0}/a%20b/%C3%BC.png`],
    [`https://anything.example/ipfs/${CID}/7.json`, `${CID}/7.json`],
    [`ipfs://${CID}/../../x?y#z`, `${CID}/x`],
  ])('param: %s', (given, path) => expect(placeOf(given)).toEqual({ kind: 'ipfs', path }))

  test('behavior: https is kept, without its fragment', () =>
    expect(placeOf(' https://a.example/b?c=1#d ')).toEqual({ kind: 'https', url: 'https://a.example/b?c=1' }))

  test.each([
    '',
    'http://a.example/1',
    'https://127.0.0.1/1',
    'https://10.0.0.7/1',
    'https://localhost/1',
    'https://printer.local/1',
    'https://[::1]/1',
    'https://me:secret@a.example/1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    'ipfs://not-a-cid/1',
    'ar://short',
    '../x',
  ])('security: %s is asked for by nobody', (given) => expect(placeOf(given).kind).toBe('refused'))

  test('behavior: an Arweave transaction has a host of its own', () => {
    const id = 'bNbA3TEQVL60xlgCcqdz4ZPHFZ711cZ3hmkpGttDt_U'
    const place = placeOf(`ar://${id}/7.json`)
    expect(place).toEqual({ kind: 'arweave', id, path: '7.json' })
    const url = new URL(place.kind === 'arweave' ? arweaveUrl(place) : '')
    // RFC 4648: 32 bytes are 52 characters.
    expect(url.hostname).toMatch(/^[a-z2-7]{52}\.arweave\.net$/)
    expect(url.hostname.startsWith('nt')).toBe(true)
    expect(url.pathname).toBe(`/${id}/7.json`)
  })
})

test('behavior: {id} is 64 digits, lower case (ERC-1155)', () => {
  expect(fillId('ipfs://x/{id}.json', 314592n)).toBe(
    'ipfs://x/000000000000000000000000000000000000000000000000000000000004cce0.json',
  )
  expect(fillId('no', 1n)).toBe('no')
})

test.each([
  ['https://ipfs.io', 'https://ipfs.io'],
  [' https://ipfs.io/ipfs/ ', 'https://ipfs.io'],
  ['https://a.example/gateway/', 'https://a.example/gateway'],
])('param: gateway %s', (typed, url) => expect(parseGateway(typed)).toBe(url))
test.each(['http://ipfs.io', 'https://127.0.0.1:8080', 'ipfs.io', 'https://a:b@ipfs.io', ''])(
  'error: gateway %s',
  (typed) => expect(() => parseGateway(typed)).toThrow(/gateway/),
)
