/**
 * What a sign-in (EIP-4361) has to be for the site that asks for it. Another host is refused: whoever gets such a
 * signature can enter that host as the person. Everything else that does not fit is told as a danger.
 */
import type { Warning } from '../messaging/protocol.ts'
import { type Address, hexToBytes, isHex, sameAddress } from '../shared/hex.ts'
import { isLoopback } from '../shared/origin.ts'
import { parseAddress } from './address.ts'
import { WELL_KNOWN } from './phishing/hosts.ts'
import { endingsOf } from './phishing/match.ts'
import { parseHeader, type SignInMessage } from './siwe.ts'
import { visibleLine } from './text.ts'
import type { Authority } from './uri.ts'

export type SignInContext = { origin: string; account: Address; chainId: number; now: number }
export type Verdict = { warnings: Warning[]; blocked: string | null }

/** Clocks of servers go ahead of ours by as much as this. */
const SKEW_MS = 2 * 60_000

export function checkSignIn(message: SignInMessage, context: SignInContext): Verdict {
  const warnings: Warning[] = []
  const danger = (rule: string, title: string, text: string) =>
    warnings.push({ rule, severity: 'danger', title, text })
  const { origin, account, chainId, now } = context
  const elsewhere = !isForOrigin(message.authority, origin)
  if (elsewhere) warnings.push(hostWarning(message.domain, origin))

  const scheme = `${message.scheme}:`
  if (message.scheme !== null && scheme !== schemeOf(origin))
    danger(
      'sign-in-scheme',
      'The sign-in is for another kind of connection',
      `It names ${visibleLine(scheme, 40)}// and this site uses ${schemeOf(origin)}//. Reject it, unless you know why.`,
    )
  if (!sameAddress(message.address, account))
    danger(
      'sign-in-address',
      'The sign-in names another account',
      `It says ${message.address}, and you would sign with ${account}. An honest site names the account that you use. Reject it.`,
    )
  else if (!isWellWritten(message.address))
    danger(
      'sign-in-checksum',
      'The address in the sign-in has a mistake in it',
      'Its capital letters do not match (EIP-55). A site that was made with care writes it right. Reject it, unless you know why.',
    )
  if (BigInt(message.chainId) !== BigInt(chainId))
    danger(
      'sign-in-chain',
      'The sign-in is for another network',
      `It names the chain id ${visibleLine(message.chainId, 40)}, and this site uses ${chainId} here. Reject it, unless you know why.`,
    )
  if (message.expirationTime !== null && message.expirationTime <= now)
    danger(
      'sign-in-expired',
      'The sign-in has expired',
      'An old sign-in may come from somewhere else. Reject it, and start again on the site.',
    )
  if (message.notBefore !== null && message.notBefore > now + SKEW_MS)
    danger(
      'sign-in-early',
      'The sign-in is not valid yet',
      'It could be used later, when you no longer think of it. Reject it, unless you know why.',
    )
  if (message.issuedAt > now + SKEW_MS)
    danger(
      'sign-in-future',
      'The sign-in was issued in the future',
      'Either its time is made up, or the clock of this computer is wrong. Check the clock; else reject it.',
    )
  if (!elsewhere && pointsElsewhere(message.uri, origin))
    warnings.push({
      rule: 'sign-in-uri',
      severity: 'warning',
      title: 'The sign-in opens something on another site',
      text: `It is for ${visibleLine(message.uri, 120)}. Sign only if you know how the two belong together.`,
    })
  if (message.resources.some((one) => /^urn:recap:/i.test(one)))
    danger(
      'sign-in-rights',
      'The sign-in gives rights',
      'Besides signing in, it lets others do things in your name, in a form that is not shown in words (ERC-5573). Reject it, unless you know this site and why it asks so.',
    )
  return { warnings, blocked: elsewhere ? blockedFor(message.domain, origin) : null }
}

/**
 * Text that could be taken for a sign-in and is none by the EIP: the sentence stands somewhere in it, or in what its
 * hexadecimal digits spell. Null for any other text.
 */
export function checkLookAlike(text: string, origin: string): Verdict | null {
  const spelled = isHex(text.trim()) && text.trim().length % 2 === 0 ? hexToBytes(text.trim()) : null
  const texts = spelled === null ? [text] : [text, new TextDecoder().decode(spelled)]
  if (!texts.some(saysSignIn)) return loginElsewhere(text, origin)
  const warning: Warning = {
    rule: 'sign-in-lookalike',
    severity: 'danger',
    title: 'This looks like a sign-in, but is not a proper one',
    text: 'It does not keep to the standard form, so it cannot be checked for which site it is. Reject it, unless you know this site and why it asks so.',
  }
  const header = parseHeader(
    text
      .replace(/\p{Cf}/gu, '')
      .trim()
      .split(/\r?\n/)[0] ?? '',
  )
  if (header === null || isForOrigin(header.authority, origin)) return { warnings: [warning], blocked: null }
  return {
    warnings: [hostWarning(header.domain, origin), warning],
    blocked: blockedFor(header.domain, origin),
  }
}

/** In words of its own, to log in at a well-known site that is another than the one that asks. */
function loginElsewhere(text: string, origin: string): Verdict | null {
  if (!/\b(?:sign(?:ing)?[ -]?in|log(?:ging)?[ -]?in|logon|authenticat\w*|welcome to)\b/i.test(text))
    return null
  const own = URL.canParse(origin) ? new URL(origin).hostname : ''
  const named = [...text.matchAll(/\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b/gi)].slice(0, 50)
  const other = named
    .flatMap(([host]) => endingsOf(host.toLowerCase()))
    .find((host) => WELL_KNOWN.includes(host) && !endingsOf(own).includes(host))
  if (other === undefined || isLoopback(origin)) return null
  const warning: Warning = {
    rule: 'sign-in-lookalike',
    severity: 'danger',
    title: 'This looks like a sign-in for another site',
    text: `It names ${other}, and ${visibleLine(origin, 100)} asks for it. Whoever gets the signature may enter ${other} as you. Reject it, unless you know why.`,
  }
  return { warnings: [warning], blocked: null }
}

/** However it is spaced, capitalised, or written with letters of other widths or none to be seen. */
const saysSignIn = (text: string): boolean =>
  text
    .normalize('NFKD')
    .replace(/\p{Cf}|\p{M}/gu, '')
    .replace(/\s+/gu, ' ')
    .toLowerCase()
    .includes('wants you to sign in with your ethereum account')

/** Host by host, whatever the case; port and user only where the message names them. */
function isForOrigin({ host, port, userinfo }: Authority, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  // A web origin has no user: one in the message is there to be misread, as in good.example@evil.example.
  if (userinfo !== null || plainHost(host) !== url.hostname) return false
  return port === null || Number(port) === Number(url.port || DEFAULT_PORTS[url.protocol])
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' }

/** As the browser writes it. Names stay as they are, so that no escape and no number stands for another host. */
const plainHost = (host: string): string =>
  host.startsWith('[') && URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`).hostname
    : host.toLowerCase()

const schemeOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).protocol : '')

function pointsElsewhere(uri: string, origin: string): boolean {
  if (!/^https?:/i.test(uri) || !URL.canParse(uri) || !URL.canParse(origin)) return false
  return new URL(uri).hostname !== new URL(origin).hostname
}

function isWellWritten(address: string): boolean {
  try {
    parseAddress(address.replace(/^0X/, '0x'))
    return true
  } catch {
    return false
  }
}

const hostWarning = (domain: string, origin: string): Warning => ({
  rule: 'sign-in-host',
  severity: 'danger',
  title: 'This sign-in is for another site',
  text: `It is for ${visibleLine(domain, 100)}, and ${visibleLine(origin, 100)} asks for it. Whoever gets the signature can enter ${visibleLine(domain, 100)} as you.`,
})

/** A page on this very computer is somebody building a site: told, not refused. */
const blockedFor = (domain: string, origin: string): string | null =>
  isLoopback(origin)
    ? null
    : `Refused: this is for ${visibleLine(domain, 60)}, not for the site that asks. Nothing was signed. Reject it and close the page.`
