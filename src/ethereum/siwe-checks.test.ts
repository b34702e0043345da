import { describe, expect, it } from 'vitest'
import { parseSignIn } from './siwe.ts'
import { checkLookAlike, checkSignIn } from './siwe-checks.ts'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const EVE = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const NOW = Date.UTC(2026, 10, 23, 12)
const iso = (ms: number) => new Date(NOW + ms).toISOString()

type Fields = {
  place?: string
  address?: string
  uri?: string
  chainId?: string
  issuedAt?: string
  more?: string
}
const write = ({
  place = 'app.example',
  address = ME,
  uri,
  chainId = '1',
  issuedAt = iso(0),
  more = '',
}: Fields) =>
  `${place} wants you to sign in with your Ethereum account:\n${address}\n\n\nURI: ${uri ?? 'https://app.example/login'}\n` +
  `Version: 1\nChain ID: ${chainId}\nNonce: abcdefgh\nIssued At: ${issuedAt}${more}`
function check(fields: Fields, origin = 'https://app.example') {
  const message = parseSignIn(write({ uri: origin, ...fields }))
  if (message === null) throw new Error('The test wrote no sign-in.')
  const { warnings, blocked } = checkSignIn(message, { origin, account: ME, chainId: 1, now: NOW })
  return { rules: warnings.map(({ rule, severity }) => `${rule} ${severity}`), blocked, warnings }
}

describe('the host', () => {
  it.each([
    ['app.example', 'https://app.example'],
    ['APP.Example', 'https://app.example'],
    ['app.example:443', 'https://app.example'],
    ['app.example:0443', 'https://app.example'],
    ['app.example:', 'https://app.example'],
    ['app.example', 'https://app.example:8443'],
    ['app.example:8443', 'https://app.example:8443'],
    ['https://app.example:8443', 'https://app.example:8443'],
    ['xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['[2001:DB8:0::1]', 'https://[2001:db8::1]'],
    ['192.0.2.1', 'https://192.0.2.1'],
    ['app.example.', 'https://app.example.'],
    ['localhost:3000', 'http://localhost:3000'],
    ['localhost:80', 'http://localhost'],
    ['[::1]:3000', 'http://[::1]:3000'],
  ])('behavior: %s is for %s', (place, origin) => {
    expect(check({ place }, origin)).toMatchObject({ rules: [], blocked: null })
  })

  it.each([
    ['other.example', 'https://app.example'],
    ['example', 'https://app.example'],
    ['sub.app.example', 'https://app.example'],
    ['app.example', 'https://sub.app.example'],
    ['app.example.evil.example', 'https://app.example'],
    ['app.example', 'https://app.example.evil.example'],
    ['app.example', 'https://appexample'],
    ['app.example', 'https://xn--pp-hia.example'],
    ['app.example.', 'https://app.example'],
    ['app.example', 'https://app.example.'],
    ['app.example:8443', 'https://app.example'],
    ['app.example:80', 'https://app.example'],
    ['app.example:443', 'https://app.example:8443'],
    ['app.example:99999', 'https://app.example'],
    ['app.example@evil.example', 'https://evil.example'],
    ['evil.example@app.example', 'https://app.example'],
    ['@app.example', 'https://app.example'],
    ['me:secret@app.example', 'https://app.example'],
    ['app%2Eexample', 'https://app.example'],
    ['%61pp.example', 'https://app.example'],
    ['3221225985', 'https://192.0.2.1'],
    ['[2001:db8::2]', 'https://[2001:db8::1]'],
    ['[v1.app]', 'https://app.example'],
    ['localhost', 'https://app.example'],
    ['app.example', 'null'],
    ['app.example', 'wallet'],
  ])('security: %s is refused for %s', (place, origin) => {
    const { rules, blocked, warnings } = check({ place, uri: 'https://app.example' }, origin)
    expect(rules).toContain('sign-in-host danger')
    expect(blocked).toContain('not for the site that asks')
    expect(warnings[0]?.text).toContain(origin)
  })

  it.each(['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]', 'https://app.localhost'])(
    'behavior: on this computer another host is a danger, not a refusal (%s)',
    (origin) => {
      expect(check({ place: 'app.example' }, origin)).toMatchObject({
        rules: ['sign-in-host danger'],
        blocked: null,
      })
    },
  )
})

describe('everything else', () => {
  const MINUTE = 60_000
  it.each<[string, Fields, string[]]>([
    ['the scheme of the site', { place: 'https://app.example' }, []],
    ['another scheme', { place: 'http://app.example' }, ['sign-in-scheme danger']],
    ['a scheme of no site', { place: 'ethereum://app.example' }, ['sign-in-scheme danger']],
    ['another account', { address: EVE }, ['sign-in-address danger']],
    ['the account without a checksum', { address: ME.toLowerCase() }, []],
    ['the account in capitals', { address: ME.toUpperCase() }, []],
    ['the account with a wrong capital', { address: ME.replace('F', 'f') }, ['sign-in-checksum danger']],
    ['another network', { chainId: '137' }, ['sign-in-chain danger']],
    ['the network with a zero in front', { chainId: '01' }, []],
    ['a network past all numbers', { chainId: '9'.repeat(78) }, ['sign-in-chain danger']],
    ['an end in the future', { more: `\nExpiration Time: ${iso(MINUTE)}` }, []],
    ['an end just now', { more: `\nExpiration Time: ${iso(0)}` }, ['sign-in-expired danger']],
    ['an end in the past', { more: `\nExpiration Time: ${iso(-MINUTE)}` }, ['sign-in-expired danger']],
    ['a beginning in the past', { more: `\nNot Before: ${iso(-MINUTE)}` }, []],
    ['a beginning that a clock may miss', { more: `\nNot Before: ${iso(MINUTE)}` }, []],
    ['a beginning in the future', { more: `\nNot Before: ${iso(3 * MINUTE)}` }, ['sign-in-early danger']],
    ['issued long ago', { issuedAt: iso(-1e9) }, []],
    ['issued within what clocks differ by', { issuedAt: iso(MINUTE) }, []],
    ['issued in the future', { issuedAt: iso(3 * MINUTE) }, ['sign-in-future danger']],
    ['a URI elsewhere', { uri: 'https://other.example/' }, ['sign-in-uri warning']],
    ['a URI with its host in capitals', { uri: 'HTTPS://APP.EXAMPLE/' }, []],
    ['a URI that is no place on the web', { uri: 'urn:uuid:1' }, []],
    ['a URI that no browser takes', { uri: 'https://:1' }, []],
    ['a resource of the site', { more: '\nResources:\n- https://app.example/terms' }, []],
    ['rights as a resource', { more: '\nResources:\n- urn:recap:eyJhdHQiOnt9fQ' }, ['sign-in-rights danger']],
    [
      'everything at once',
      {
        place: 'http://app.example',
        address: EVE,
        chainId: '2',
        issuedAt: iso(1e7),
        more: `\nExpiration Time: ${iso(-1)}\nNot Before: ${iso(1e7)}`,
      },
      [
        'sign-in-scheme danger',
        'sign-in-address danger',
        'sign-in-chain danger',
        'sign-in-expired danger',
        'sign-in-early danger',
        'sign-in-future danger',
      ],
    ],
  ])('behavior: %s', (_, fields, rules) => {
    expect(check(fields)).toMatchObject({ rules, blocked: null })
  })
})

describe('text that only looks like a sign-in', () => {
  const PHRASE = 'wants you to sign in with your Ethereum account'
  const hex = (text: string) => `0x${Buffer.from(text).toString('hex')}`
  it.each([
    ['the sentence alone', PHRASE],
    ['somewhere in a text', `Hello.\nMe ${PHRASE}, please.`],
    ['in capitals', PHRASE.toUpperCase()],
    ['with other spaces', PHRASE.replaceAll(' ', '\u00a0\n')],
    ['with invisible characters', PHRASE.replaceAll('s', 's\u200b')],
    ['with letters of another width', PHRASE.replace('wants', 'ｗａｎｔｓ')],
    ['with an accent', PHRASE.replace('wants', 'wants\u0301')],
    ['as hexadecimal digits', hex(`app.example ${PHRASE}:\n`)],
    ['a message with its lines broken as on Windows', write({}).replaceAll('\n', '\r\n')],
    ['a message of this site with a statement that is too free', write({}).replace('\n\n\n', '\n\n“Hi”\n\n')],
  ])('security: %s is a danger', (_, text) => {
    const found = checkLookAlike(text, 'https://app.example')
    expect(found?.warnings).toMatchObject([{ rule: 'sign-in-lookalike', severity: 'danger' }])
    expect(found?.blocked).toBeNull()
  })
  it.each([
    ['another site', 'Welcome to OpenSea!\n\nClick to sign in (https://opensea.io/tos).', 1],
    ['this site', 'Welcome to App!\n\nClick to sign in (https://app.example/tos).', 0],
    ['no sign-in', 'I vote for https://opensea.io', 0],
  ])('security: a sign-in in words of its own, for %s', (_, text, count) => {
    const found = checkLookAlike(text, 'https://app.example')?.warnings ?? []
    expect(found.map(({ severity }) => severity)).toEqual(Array(count).fill('danger'))
  })
  it.each([
    ['broken', write({ place: 'other.example' }).replace('Version: 1', 'Version: 2')],
    ['with an invisible character before it', `\ufeff ${write({ place: 'other.example' })}`],
    ['with Windows line breaks', write({ place: 'other.example' }).replaceAll('\n', '\r\n')],
  ])('security: what opens as a sign-in for another site is refused (%s)', (_, text) => {
    const found = checkLookAlike(text, 'https://app.example')
    expect(found?.warnings.map(({ rule }) => rule)).toEqual(['sign-in-host', 'sign-in-lookalike'])
    expect(found?.blocked).toContain('other.example')
    expect(checkLookAlike(text, 'http://localhost:1')?.blocked).toBeNull()
  })
  it.each(['', 'Hello', 'Sign in with your Ethereum account', '0x', '0x123', hex('Hello'), '0xff'])(
    'behavior: %j is other text',
    (text) => {
      expect(checkLookAlike(text, 'https://app.example')).toBeNull()
    },
  )
})
