import { describe, expect, test } from 'vitest'
import { parseProposedEndpoints, parseProposedExplorer } from './proposed.ts'

describe('endpoints that a site proposes', () => {
  test.each([
    ['https://rpc.example', 'https://rpc.example'],
    ['  https://rpc.example/  ', 'https://rpc.example'],
    ['https://rpc.example/v1/key?x=1', 'https://rpc.example/v1/key?x=1'],
    ['https://rpc.example:8443', 'https://rpc.example:8443'],
    ['https://8.8.8.8/rpc', 'https://8.8.8.8/rpc'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]'],
    ['http://localhost:8545', 'http://localhost:8545'],
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545'],
    ['http://[::1]:8545', 'http://[::1]:8545'],
    ['https://172.32.0.1', 'https://172.32.0.1'],
    ['https://100.128.0.1', 'https://100.128.0.1'],
  ])('behavior: %s is taken', (url, taken) => {
    expect(parseProposedEndpoints([url])).toEqual([taken])
  })

  test.each([
    'http://rpc.example',
    'file:///etc/passwd',
    'ftp://rpc.example',
    'javascript:alert(1)',
    'data:text/plain,x',
    'chrome-extension://abc/rpc',
    'wss://rpc.example',
    'rpc.example',
    '',
    'https://',
    'https://user:pass@rpc.example',
    'https://token@rpc.example',
    'http://user@localhost:8545',
    'https://10.0.0.1',
    'https://172.16.0.1',
    'https://172.31.255.255',
    'https://192.168.1.1:8545',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1',
    'https://0.0.0.0',
    'https://0x0a000001',
    'https://167772161',
    'https://127.0.0.2',
    'https://[fc00::1]',
    'https://[fe80::1]',
    'https://[::ffff:10.0.0.1]',
    'https://[::]',
    'https://[2002:a00:1::]',
    'https://router',
    'https://router./',
    'https://node.local',
    'https://node.internal.',
    'https://evil.localhost',
    'http://localhost.evil.example',
    'http://localhost.:8545',
  ])('security: %s is refused', (url) => {
    expect(() => parseProposedEndpoints([url])).toThrow()
    if (!url.startsWith('wss:')) expect(() => parseProposedEndpoints(['https://rpc.example', url])).toThrow()
  })

  test('behavior: each once, WebSocket passed over', () => {
    expect(
      parseProposedEndpoints(['wss://rpc.example', 'https://rpc.example', 'https://rpc.example/']),
    ).toEqual(['https://rpc.example'])
  })

  test('behavior: an explorer is the first, encrypted and public, or none', () => {
    expect(parseProposedExplorer([])).toBeNull()
    expect(parseProposedExplorer(['https://scan.example/', 'nonsense'])).toBe('https://scan.example')
    for (const url of [
      'http://scan.example',
      'http://localhost',
      'https://10.0.0.1',
      'https://u:p@scan.example',
    ])
      expect(() => parseProposedExplorer([url])).toThrow()
  })
})
