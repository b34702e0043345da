import fc from 'fast-check'
import { createSiweMessage } from 'viem/siwe'
import { describe, expect, it } from 'vitest'
import { growthOf } from '../../tests/growth.ts'
import { parseSignIn, parseTime } from './siwe.ts'
import { isUri, parseAuthority } from './uri.ts'

const ME = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
/** The first example of the EIP. */
const EXAMPLE = `example.com wants you to sign in with your Ethereum account:
${ME}

I accept the ExampleOrg Terms of Service: https://example.com/tos

URI: https://example.com/login
Version: 1
Chain ID: 1
Nonce: 32891756
Issued At: 2021-09-30T16:25:24Z
Resources:
- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
- https://example.com/my-web2-claim.json`
const BARE = EXAMPLE.split('\n')
  .filter((_, i) => i !== 3)
  .slice(0, 9)
  .join('\n')
const change = (from: string | RegExp, to: string) => parseSignIn(EXAMPLE.replace(from, () => to))
const header = (place: string) => change('example.com', place)
const end = (line: string) => parseSignIn(`${BARE}\n${line}`)

describe('the examples of the EIP', () => {
  it('behavior: without a scheme', () => {
    expect(parseSignIn(EXAMPLE)).toEqual({
      scheme: null,
      domain: 'example.com',
      authority: { userinfo: null, host: 'example.com', port: null },
      address: ME,
      statement: 'I accept the ExampleOrg Terms of Service: https://example.com/tos',
      uri: 'https://example.com/login',
      chainId: '1',
      nonce: '32891756',
      issuedAt: Date.UTC(2021, 8, 30, 16, 25, 24),
      expirationTime: null,
      notBefore: null,
      requestId: null,
      resources: [
        'ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/',
        'https://example.com/my-web2-claim.json',
      ],
    })
  })
  it('behavior: with a port, and with a scheme', () => {
    expect(header('example.com:3388')?.authority).toEqual({
      userinfo: null,
      host: 'example.com',
      port: '3388',
    })
    expect(header('https://example.com')).toMatchObject({ scheme: 'https', domain: 'example.com' })
  })
})

describe('what the grammar takes', () => {
  it.each<[string, ReturnType<typeof parseSignIn>, object]>([
    ['no statement', parseSignIn(BARE), { statement: null, resources: [] }],
    ['an empty statement', change(/I accept.*\n/, '\n'), { statement: '' }],
    [
      'a statement that looks like a field',
      change(/I accept.*/, 'URI: https://other.example'),
      { statement: 'URI: https://other.example' },
    ],
    [
      'every character of a statement',
      change(/I accept.*/, "aZ09-._~:/?#[]@!$&'()*+,;= "),
      { statement: "aZ09-._~:/?#[]@!$&'()*+,;= " },
    ],
    [
      'a user and a port',
      header('me:pw@example.com:1'),
      { authority: { userinfo: 'me:pw', host: 'example.com', port: '1' } },
    ],
    [
      'a colon without a port',
      header('example.com:'),
      { authority: { userinfo: null, host: 'example.com', port: null } },
    ],
    ['IPv4', header('127.0.0.1:80'), { authority: { userinfo: null, host: '127.0.0.1', port: '80' } }],
    [
      'IPv6',
      header('[2001:db8::1]:80'),
      { authority: { userinfo: null, host: '[2001:db8::1]', port: '80' } },
    ],
    [
      'an international name as browsers write it',
      header('xn--bcher-kva.example'),
      { domain: 'xn--bcher-kva.example' },
    ],
    ['a name with a dot at its end', header('example.com.'), { domain: 'example.com.' }],
    ['a scheme in capitals', header('HTTPS://example.com'), { scheme: 'https' }],
    ['a scheme with signs', header('a+b-c.1://example.com'), { scheme: 'a+b-c.1' }],
    ['an address without a checksum', change(ME, ME.toLowerCase()), { address: ME.toLowerCase() }],
    ['an address in capitals, its x too', change(ME, ME.toUpperCase()), { address: ME.toUpperCase() }],
    ['a large chain id', change('Chain ID: 1', 'Chain ID: 11155111'), { chainId: '11155111' }],
    ['a nonce of letters', change('32891756', 'abcdEFGH12'), { nonce: 'abcdEFGH12' }],
    [
      'an expiration',
      end('Expiration Time: 2021-10-01T00:00:00.5+02:00'),
      { expirationTime: Date.UTC(2021, 8, 30, 22, 0, 0, 500) },
    ],
    ['a not before', end('Not Before: 2021-10-01T00:00:00z'), { notBefore: Date.UTC(2021, 9, 1) }],
    ['a request id', end("Request ID: a-b%20c:@!$&'()*+,;="), { requestId: "a-b%20c:@!$&'()*+,;=" }],
    ['an empty request id', end('Request ID: '), { requestId: '' }],
    ['an empty list of resources', end('Resources:'), { resources: [] }],
    [
      'resources of other schemes',
      end('Resources:\n- urn:isbn:1\n- mailto:a@b'),
      { resources: ['urn:isbn:1', 'mailto:a@b'] },
    ],
    [
      'all that is optional, in its order',
      end(
        'Expiration Time: 2021-10-01T00:00:00Z\nNot Before: 2021-10-01T00:00:00Z\nRequest ID: x\nResources:\n- a:b',
      ),
      { requestId: 'x', resources: ['a:b'] },
    ],
  ])('behavior: %s', (_, message, expected) => {
    expect(message).toMatchObject(expected)
  })

  it('behavior: what viem writes', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            scheme: fc.constantFrom('https', 'http'),
            statement: fc.constantFrom('Hello', 'I accept: https://example.com/tos'),
            expirationTime: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
            notBefore: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
            requestId: fc.constantFrom('a', 'b-1'),
            resources: fc.array(fc.webUrl(), { minLength: 1, maxLength: 3 }),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom('example.com', 'localhost:8545', '127.0.0.1:1', 'a.b.example.org'),
        fc.integer({ min: 1, max: 2 ** 40 }),
        (optional, domain, chainId) => {
          const issuedAt = new Date(1.7e12)
          const uri = 'https://example.com/path'
          const given = {
            domain,
            address: ME,
            uri,
            version: '1',
            chainId,
            nonce: 'abcd1234',
            issuedAt,
            ...optional,
          } as const
          expect(parseSignIn(createSiweMessage(given))).toMatchObject({
            domain,
            address: ME,
            uri,
            nonce: 'abcd1234',
            chainId: String(chainId),
            issuedAt: issuedAt.getTime(),
            scheme: optional.scheme ?? null,
            statement: optional.statement ?? null,
            expirationTime: optional.expirationTime?.getTime() ?? null,
            notBefore: optional.notBefore?.getTime() ?? null,
            requestId: optional.requestId ?? null,
            resources: optional.resources ?? [],
          })
        },
      ),
    )
  })
})

describe('what the grammar does not take', () => {
  it.each<[string, ReturnType<typeof parseSignIn>]>([
    ['nothing', parseSignIn('')],
    ['the first line alone', parseSignIn(EXAMPLE.split('\n')[0] ?? '')],
    ['text before it', parseSignIn(`Hello\n${EXAMPLE}`)],
    ['a space before it', parseSignIn(` ${EXAMPLE}`)],
    ['a line break after it', parseSignIn(`${EXAMPLE}\n`)],
    ['text after it', end('Also: this')],
    ['Windows line breaks', parseSignIn(EXAMPLE.replaceAll('\n', '\r\n'))],
    ['another case of the sentence', change('wants you', 'Wants you')],
    ['other words', change('Ethereum account', 'Solana account')],
    ['no domain', header('')],
    ['a scheme without a domain', header('https://')],
    ['a user without a host', header('me@')],
    ['a scheme that begins with a digit', header('1s://example.com')],
    ['a path after the domain', header('example.com/evil')],
    ['a space in the domain', header('example.com evil.example')],
    ['a backslash in the domain', header('example.com\\evil')],
    ['letters outside of ASCII in the domain', header('exämple.com')],
    ['an invisible character in the domain', header('example\u200b.com')],
    ['two users', header('a@b@example.com')],
    ['a port of letters', header('example.com:http')],
    ['IPv6 that is none', header('[::1::]')],
    ['IPv6 with a zone', header('[fe80::1%25en0]')],
    ['IPv6 without its brackets', header('::1')],
    ['half a percent sign', header('example%2.com')],
    ['an address that is too short', change(ME, ME.slice(0, -1))],
    ['an address that is too long', change(ME, `${ME}0`)],
    ['a name for an address', change(ME, 'alice.eth')],
    ['a space after the address', change(ME, `${ME} `)],
    ['no line between address and statement', change(`${ME}\n\n`, `${ME}\n`)],
    ['no line after the statement', change('tos\n\n', 'tos\n')],
    ['one line too few without a statement', parseSignIn(BARE.replace('\n\n\n', '\n\n'))],
    ['one line too many', change('tos\n\n', 'tos\n\n\n')],
    ['a statement of two lines', change('https://example.com/tos', 'x\ny')],
    ['a statement with letters outside of ASCII', change('accept', 'açcept')],
    ['a statement with quotation marks', change('accept', '"accept"')],
    ['a statement with a percent sign', change('accept', '100% accept')],
    ['a statement with a tab', change('accept', '\taccept')],
    ['a statement with an invisible character', change('accept', 'acc\u200bept')],
    ['no URI', change(/URI: .*\n/, '')],
    ['an empty URI', change('URI: https://example.com/login', 'URI: ')],
    ['a URI without a scheme', change('URI: https://example.com/login', 'URI: example.com')],
    ['a URI with a space', change('com/login', 'com/log in')],
    ['a URI with quotation marks', change('com/login', 'com/"login"')],
    ['two spaces after a label', change('URI: ', 'URI:  ')],
    ['no space after a label', change('URI: ', 'URI:')],
    ['another case of a label', change('Chain ID', 'Chain Id')],
    ['another version', change('Version: 1', 'Version: 2')],
    ['a version with a zero', change('Version: 1', 'Version: 1.0')],
    ['no chain id', change('Chain ID: 1', 'Chain ID: ')],
    ['a chain id in hexadecimal', change('Chain ID: 1', 'Chain ID: 0x1')],
    ['a negative chain id', change('Chain ID: 1', 'Chain ID: -1')],
    ['a nonce of seven characters', change('32891756', '3289175')],
    ['a nonce with a sign', change('32891756', '32891756-')],
    ['labels in another order', change('Version: 1\nChain ID: 1', 'Chain ID: 1\nVersion: 1')],
    ['the same label twice', change('Version: 1', 'Version: 1\nVersion: 1')],
    ['no time of issue', change(/\nIssued At: .*/, '')],
    ['a day alone', change('2021-09-30T16:25:24Z', '2021-09-30')],
    ['a time without a zone', change('16:25:24Z', '16:25:24')],
    ['a month that does not exist', change('2021-09-30', '2021-13-30')],
    ['a day that does not exist', change('2021-09-30', '2021-09-31')],
    ['an expiration that is no time', end('Expiration Time: tomorrow')],
    ['a not before that is no time', end('Not Before: ')],
    ['a request id with a space', end('Request ID: a b')],
    ['a request id with half a percent sign', end('Request ID: %2')],
    ['options in another order', end('Request ID: x\nExpiration Time: 2021-10-01T00:00:00Z')],
    ['a resource without its dash', end('Resources:\nhttps://example.com')],
    ['a resource that is no URI', end('Resources:\n- example.com/a')],
    ['an empty resource', end('Resources:\n- ')],
    ['an empty line among the resources', end('Resources:\n- a:b\n\n- a:c')],
    ['resources on the line of their label', end('Resources: - a:b')],
  ])('param: %s', (_, message) => {
    expect(message).toBeNull()
  })

  it('security: four times the text takes about four times as long, not sixteen', () => {
    const read = (length: number) => {
      const long = 'a'.repeat(length)
      const same = ['%', '/', ':'].map((sign) => sign.repeat(length))
      for (const text of [long, `${long}@`, `${long}:`, ...same]) {
        header(text)
        change('https://example.com/login', `a:${text}`)
        change('https://example.com/login', `a://${text}\u0000`)
        end(`Resources:\n- a:/${text}"`)
        end(`Request ID: ${text}"`)
        parseSignIn('\n'.repeat(length))
      }
    }
    expect(growthOf(read, 15_000)).toBeLessThan(9)
  })
})

describe('times of RFC 3339', () => {
  it.each([
    ['1985-04-12T23:20:50.52Z', Date.UTC(1985, 3, 12, 23, 20, 50, 520)],
    ['1996-12-19T16:39:57-08:00', Date.UTC(1996, 11, 20, 0, 39, 57)],
    ['1990-12-31T23:59:60Z', Date.UTC(1991, 0, 1)],
    ['1990-12-31T15:59:60-08:00', Date.UTC(1991, 0, 1)],
    ['1937-01-01T12:00:27.87+00:20', Date.UTC(1937, 0, 1, 11, 40, 27, 870)],
    ['2024-02-29t00:00:00.123456789z', Date.UTC(2024, 1, 29, 0, 0, 0, 123)],
    ['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
  ])('behavior: %s', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })
  it.each([
    [null],
    [''],
    ['2023-02-29T00:00:00Z'],
    ['2023-00-01T00:00:00Z'],
    ['2023-01-00T00:00:00Z'],
    ['2023-01-01T24:00:00Z'],
    ['2023-01-01T00:60:00Z'],
    ['2023-01-01T00:00:61Z'],
    ['2023-01-01T00:00:00.Z'],
    ['2023-01-01T00:00:00+24:00'],
    ['2023-01-01T00:00:00+00:60'],
    ['2023-01-01T00:00:00+0000'],
    ['2023-01-01 00:00:00Z'],
    ['23-01-01T00:00:00Z'],
    ['2023-01-01T00:00:00Z '],
    ['+002023-01-01T00:00:00Z'],
  ])('param: %s is none', (text) => {
    expect(parseTime(text)).toBeNull()
  })
})

describe('URIs of RFC 3986', () => {
  it.each([
    'ftp://ftp.is.co.za/rfc/rfc1808.txt',
    'http://www.ietf.org/rfc/rfc2396.txt',
    'ldap://[2001:db8::7]/c=GB?objectClass?one',
    'mailto:John.Doe@example.com',
    'news:comp.infosystems.www.servers.unix',
    'tel:+1-816-555-1212',
    'telnet://192.0.2.16:80/',
    'urn:oasis:names:specification:docbook:dtd:xml:4.1.2',
    'a:',
    'a:/',
    'a:/b//c',
    'file:///etc',
    'a://[v1.x:y]',
    'a:b?c#d',
    'a:b#c/?',
  ])('behavior: %s', (text) => {
    expect(isUri(text)).toBe(true)
  })
  it.each([
    '',
    'a',
    ':a',
    '//a',
    '1a:b',
    'a:b c',
    'a:b#c#d',
    'a:%zz',
    'a://[::1',
    'a://[x]',
    'a://b:c',
    'a:[',
    'a:b\n',
  ])('param: %j is none', (text) => {
    expect(isUri(text)).toBe(false)
  })
  it('behavior: an authority in its parts', () => {
    expect(parseAuthority('')).toEqual({ userinfo: null, host: '', port: null })
    expect(parseAuthority('a:b@c:1')).toEqual({ userinfo: 'a:b', host: 'c', port: '1' })
    expect(parseAuthority('@c')).toEqual({ userinfo: '', host: 'c', port: null })
    expect(parseAuthority('a/b')).toBeNull()
  })
})
