/**
 * Servers on this machine in the place of outside services, under the services' own names and over TLS: the browser is
 * told where the names lead, and to take the one certificate that is made here.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Reply } from '../integration/services-server'
import type { NetworkGuard } from './network-guard'

export interface OutsideHosts {
  /** By host. */
  act: Map<string, Reply>
  /** Switches for the browser: these hosts lead here, all others to the guard. */
  switches(guard: NetworkGuard): string[]
  close(): Promise<void>
}

/** One element of ASN.1 in its distinguished encoding (X.690). */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const hex = (text: string) => Buffer.from(text, 'hex')
const [SEQUENCE, SET, INTEGER, UTF8, TIME] = [0x30, 0x31, 0x02, 0x0c, 0x17]
const ECDSA_SHA256 = der(SEQUENCE, hex('06082a8648ce3d040302'))

/** A certificate that vouches for itself (RFC 5280), for a day. */
function selfSigned(privateKey: KeyObject, publicKey: Buffer): string {
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, hex('0603550403'), der(UTF8, Buffer.from('outside')))))
  const day = (at: number) =>
    der(TIME, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
  const validity = der(SEQUENCE, day(Date.now() - 43_200_000), day(Date.now() + 43_200_000))
  const content = der(SEQUENCE, der(INTEGER, hex('01')), ECDSA_SHA256, name, validity, name, publicKey)
  const signature = der(0x03, hex('00'), sign('sha256', content, privateKey))
  const text = der(SEQUENCE, content, ECDSA_SHA256, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'content-type',
}

export async function startOutsideHosts(hosts: readonly string[]): Promise<OutsideHosts> {
  const act: OutsideHosts['act'] = new Map()
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const server = createServer({ key, cert: selfSigned(privateKey, spki) }, async (request, response) => {
    for (const [header, value] of Object.entries(CORS)) response.setHeader(header, value)
    let body = ''
    for await (const part of request) body += part
    const { headers, method = '' } = request
    const host = headers.host ?? ''
    const reply = act.get(host)
    if (method === 'OPTIONS' || reply === undefined) {
      response.statusCode = method === 'OPTIONS' ? 204 : 404
      response.end()
    } else
      reply({ host, method, url: new URL(request.url ?? '', `https://${host}`), headers, body }, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const here = hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`).join(', ')
  const digest = createHash('sha256').update(spki).digest('base64')
  return {
    act,
    switches: (guard) => [
      guard.switch.replace('=MAP ', `=${here}, MAP `),
      `--ignore-certificate-errors-spki-list=${digest}`,
    ],
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
