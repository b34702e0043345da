import { describe, expect, test } from 'vitest'
import { decodeLabel } from '../../shared/punycode.ts'
import { describeOrigin } from './origin.ts'

const of = (host: string) => new URL(host).origin

/** origin, quiet part, emphasised part, marks */
const HOSTS: [string, string, string, string][] = [
  ['https://uniswap.org', '', 'uniswap.org', ''],
  ['https://app.uniswap.org', 'app.', 'uniswap.org', ''],
  ['https://uniswap.org.evil.com', 'uniswap.org.', 'evil.com', ''],
  ['https://uniswap-org.com', '', 'uniswap-org.com', ''],
  ['https://a.b.c.d.aave.com', 'a.b.c.d.', 'aave.com', ''],
  ['https://www.bbc.co.uk', 'www.', 'bbc.co.uk', ''],
  ['https://bbc.co.uk', '', 'bbc.co.uk', ''],
  ['https://co.uk', '', 'co.uk', ''],
  ['https://app.site.com.au', 'app.', 'site.com.au', ''],
  ['https://x.y.or.jp', 'x.', 'y.or.jp', ''],
  ['https://uniswap.github.io', '', 'uniswap.github.io', ''],
  ['https://a.uniswap.github.io', 'a.', 'uniswap.github.io', ''],
  ['https://evil.pages.dev', '', 'evil.pages.dev', ''],
  ['https://uniswap.org.evil.vercel.app', 'uniswap.org.', 'evil.vercel.app', ''],
  ['https://vitalik.eth.limo', '', 'vitalik.eth.limo', ''],
  ['https://bafy.ipfs.dweb.link', '', 'bafy.ipfs.dweb.link', ''],
  ['https://app.unknowntld', '', 'app.unknowntld', ''],
  ['https://a.b.kawasaki.jp', '', 'a.b.kawasaki.jp', ''],
  ['https://login.bank.zz', '', 'login.bank.zz', ''],
  ['https://app.safe.global', 'app.', 'safe.global', ''],
  ['https://app.aave.com:8443', 'app.', 'aave.com', 'port'],
  ['https://aave.com:443', '', 'https://aave.com:443', 'unknown'],
  ['http://aave.com', '', 'aave.com', 'http'],
  ['http://aave.com:8080', '', 'aave.com', 'http port'],
  ['http://localhost:3000', '', 'localhost', 'loopback port'],
  ['http://localhost', '', 'localhost', 'loopback'],
  ['http://app.localhost:5173', '', 'app.localhost', 'loopback port'],
  ['http://127.0.0.1:8545', '', '127.0.0.1', 'loopback port'],
  ['https://127.0.0.1.evil.com', '127.0.0.1.', 'evil.com', ''],
  ['http://[::1]:3000', '', '[::1]', 'loopback port'],
  ['https://192.168.1.10', '', '192.168.1.10', 'address'],
  ['http://10.0.0.1', '', '10.0.0.1', 'http address'],
  ['https://[2001:db8::1]', '', '[2001:db8::1]', 'address'],
  ['https://localhost.evil.com', 'localhost.', 'evil.com', ''],
  ['https://aave.com.', '', 'aave.com.', ''],
  ['https://app.aave.com.', 'app.', 'aave.com.', ''],
  ['https://xn--bcher-kva.com', '', 'xn--bcher-kva.com', ''],
  ['https://xn--80ak6aa92e.com', '', 'xn--80ak6aa92e.com', 'lookalike'],
  [of('https://p\u0430ypal.com'), '', 'xn--pypal-4ve.com', 'mixed'],
  [of('https://m\u03b5tamask.io'), '', 'xn--mtamask-ymf.io', 'mixed'],
  [of('https://日本語.com'), '', 'xn--wgv71a119e.com', ''],
  ['null', '', 'null', 'unknown'],
  ['file:///etc/passwd', '', 'file:///etc/passwd', 'unknown'],
  ['https://aave.com/path', '', 'https://aave.com/path', 'unknown'],
  ['https://good.com@evil.com', '', 'https://good.com@evil.com', 'unknown'],
  ['chrome-extension://abcdef', '', 'chrome-extension://abcdef', 'unknown'],
  ['', '', '', 'unknown'],
]

describe('origin', () => {
  test.each(HOSTS)('security: %s shows its registrable part', (origin, before, strong, marks) => {
    const view = describeOrigin(origin)
    expect([view.before, view.strong, view.marks.map((one) => one.id).join(' ')]).toEqual([
      before,
      strong,
      marks,
    ])
  })

  test.each(HOSTS.filter(([, , , marks]) => marks !== 'unknown'))('security: %s is shown whole', (origin) => {
    const view = describeOrigin(origin)
    expect(view.scheme + view.before + view.strong + view.port).toBe(origin)
  })

  test.each([
    ['https://xn--bcher-kva.com', 'bücher.com'],
    [of('https://пример.рф'), 'пример.рф'],
    [of('https://日本語.jp'), '日本語.jp'],
    [of('https://カード.jp'), 'カード.jp'],
    [of('https://한국.kr'), '한국.kr'],
    ['https://xn--80ak6aa92e.com', null],
    [of('https://p\u0430ypal.com'), null],
    ['https://xn--a.com', null],
    ['https://aave.com', null],
  ])('security: %s reads as %s', (origin, decoded) => {
    expect(describeOrigin(origin).decoded).toBe(decoded)
  })

  test('behavior: the wallet itself is named as the person', () => {
    expect(describeOrigin('wallet')).toMatchObject({
      wallet: true,
      strong: 'You, from this wallet',
      marks: [],
    })
  })

  test('security: text that turns direction is made visible', () => {
    expect(describeOrigin('moc.evil\u202e//:sptth').strong).toBe('moc.evil⟨U+202E⟩//:sptth')
  })
})

describe('punycode', () => {
  // RFC 3492, section 7.1
  test.each([
    ['xn--egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
    ['xn--ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['xn--4dbcagdahymbxekheh6e0a7fei0b', 'למההםפשוטלאמדבריםעברית'],
    ['xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa', 'なぜみんな日本語を話してくれないのか'],
    ['xn--b1abfaaepdrnnbgefbadotcwatmq2g4l', 'почемужеонинеговорятпорусски'],
    ['xn--mnchen-3ya', 'münchen'],
    ['plain', 'plain'],
    ['xn--!', null],
    ['xn--99999999', null],
  ])('param: %s', (label, text) => {
    expect(decodeLabel(label)).toBe(text)
  })
})
