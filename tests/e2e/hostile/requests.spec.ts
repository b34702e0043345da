/** What a request says of itself: refused before a person sees anything, when it cannot be what it says. */
import { ask, codeOf, expect, first, mine, second, setStage, test, typedData } from './stage'

const stage = setStage()

/** One connected site for a whole table. */
async function connected() {
  const site = await stage.open()
  await stage.connect(site)
  return site
}

async function refusals(cases: Record<string, [method: string, params: unknown, ...codes: number[]]>) {
  const site = await connected()
  for (const [name, [method, params, ...codes]] of Object.entries(cases))
    await test.step(name, async () => expect(codes, name).toContain(await codeOf(site, method, params)))
  expect(await stage.questions()).toEqual([])
  expect(stage.windows()).toEqual([])
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
}

const send = (fields: Record<string, unknown>): [string, unknown] => [
  'eth_sendTransaction',
  [{ from: first, to: second, ...fields }],
]

test('security: a transaction that contradicts itself is refused', () =>
  refusals({
    'data and input that differ': [...send({ data: '0x01', input: '0x02' }), -32602],
    'gas and gasLimit that differ': [...send({ gas: '0x5208', gasLimit: '0x5209' }), -32602],
    'two kinds of fees': [...send({ gasPrice: '0x1', maxFeePerGas: '0x1' }), -32602],
    'a tip above the highest fee': [...send({ maxFeePerGas: '0x1', maxPriorityFeePerGas: '0x2' }), -32602],
    'type 0 with an access list': [...send({ type: '0x0', accessList: [] }), -32602],
    'another chain': [...send({ chainId: '0xa' }), -32602],
    'a chain in decimal': [...send({ chainId: '1' }), -32602],
    'no address and no code': ['eth_sendTransaction', [{ from: first, value: '0x1' }], -32602],
    'a field that does not exist': [...send({ delegate: second }), -32602],
    'a negative value': [...send({ value: '-0x1' }), -32602],
    'a fraction': [...send({ value: 1.5 }), -32602],
    'a value of 33 bytes': [...send({ value: `0x${'f'.repeat(66)}` }), -32602],
    'half a byte of data': [...send({ data: '0x1' }), -32602],
    'an address with a wrong checksum': [...send({ to: `${second.slice(0, -1)}9` }), -32602],
    'more than 128 kB of data': [...send({ data: `0x${'00'.repeat(128 * 1024 + 1)}` }), -32602],
    'nothing at all': ['eth_sendTransaction', [], -32000, -32602],
  }))

test('security: no site picks a delegate (EIP-7702)', () =>
  refusals({
    'type 4': [...send({ type: '0x4' }), -32602],
    'an empty list of authorizations': [...send({ authorizationList: [] }), -32602],
    'a signed authorization': [
      ...send({
        authorizationList: [
          { chainId: '0x0', address: second, nonce: '0x0', yParity: '0x0', r: '0x1', s: '0x1' },
        ],
      }),
      -32602,
    ],
    'a type that is not a text': [...send({ type: 4 }), -32602],
    wallet_signAuthorization: ['wallet_signAuthorization', [{ contractAddress: second }], -32601],
    wallet_upgradeAccount: ['wallet_upgradeAccount', [{ account: first }], -32601],
  }))

test('security: an account that the site was not given is not used', () =>
  refusals({
    'to send': ['eth_sendTransaction', [{ from: second, to: first, value: '0x1' }], 4100],
    'to sign a message': ['personal_sign', ['0x00', second], 4100],
    'to sign typed data': ['eth_signTypedData_v4', [second, typedData()], 4100],
    'to call several at once': [
      'wallet_sendCalls',
      [{ version: '2.0.0', from: second, chainId: '0x1', atomicRequired: false, calls: [{ to: first }] }],
      4100,
    ],
    'to ask what it can do': ['wallet_getCapabilities', [second], 4100],
  }))

test('security: data to an account of the wallet is refused', () =>
  refusals({
    'to the same one': [...send({ to: first, data: '0x12' }), -32602],
    'to another of its own': [...send({ to: second, data: '0x12' }), -32602],
    'under the older name': [...send({ to: second, input: '0x12' }), -32602],
    'in a call': [
      'wallet_sendCalls',
      [
        {
          version: '2.0.0',
          from: first,
          chainId: '0x1',
          atomicRequired: false,
          calls: [{ to: second, data: '0x12' }],
        },
      ],
      -32602,
    ],
  }))

const withTypes = (types: unknown, primaryType = 'A', message: unknown = {}) => [
  first,
  { types, primaryType, domain: {}, message },
]
const nested = (depth: number): Record<string, unknown> => (depth === 0 ? {} : { a: nested(depth - 1) })
const polluted = (key: string) => [
  first,
  `{"types":{"A":[{"name":"a","type":"string"}]},"primaryType":"A","domain":{},"message":{"a":"x","${key}":{"b":1}}}`,
]

test('security: typed data that lies about itself is refused', () =>
  refusals({
    'another chain': ['eth_signTypedData_v4', [first, typedData({ a: 'x' }, { chainId: 10 })], -32602],
    'another chain in hexadecimal': [
      'eth_signTypedData_v4',
      [first, typedData({ a: 'x' }, { chainId: '0xa' })],
      -32602,
    ],
    'a chain that is no number': [
      'eth_signTypedData_v4',
      [first, typedData({ a: 'x' }, { chainId: 'one' })],
      -32602,
    ],
    'an account as the contract': [
      'eth_signTypedData_v4',
      [first, { ...typedData({ a: 'x' }, { verifyingContract: second }) }],
      -32602,
    ],
    'the key __proto__': ['eth_signTypedData_v4', polluted('__proto__'), -32000],
    'the key constructor': ['eth_signTypedData_v4', polluted('constructor'), -32000],
    'the key prototype': ['eth_signTypedData_v4', polluted('prototype'), -32000],
    'a primary type that is not there': ['eth_signTypedData_v4', withTypes({ A: [] }, 'B'), -32602, -32000],
    'a primary type of a prototype': [
      'eth_signTypedData_v4',
      withTypes({ A: [] }, 'toString'),
      -32602,
      -32000,
    ],
    'a field of a type that is not there': [
      'eth_signTypedData_v4',
      withTypes({ A: [{ name: 'a', type: 'Nope' }] }, 'A', { a: {} }),
      -32602,
      -32000,
    ],
    'a field that is missing': [
      'eth_signTypedData_v4',
      withTypes({ A: [{ name: 'a', type: 'uint8' }] }),
      -32602,
      -32000,
    ],
    'a number that does not fit': [
      'eth_signTypedData_v4',
      withTypes({ A: [{ name: 'a', type: 'uint8' }] }, 'A', { a: 256 }),
      -32602,
      -32000,
    ],
    'two fields of one name': [
      'eth_signTypedData_v4',
      withTypes(
        {
          A: [
            { name: 'a', type: 'uint8' },
            { name: 'a', type: 'string' },
          ],
        },
        'A',
        { a: 1 },
      ),
      -32602,
      -32000,
    ],
    'unknown keys beside it': ['eth_signTypedData_v4', [first, { ...typedData(), extra: 1 }], -32602],
    'no domain': ['eth_signTypedData_v4', [first, { types: {}, primaryType: 'A', message: {} }], -32602],
    'text that is not JSON': ['eth_signTypedData_v4', [first, '{'], -32602],
    'more than 256 kB': ['eth_signTypedData_v4', [first, typedData({ a: 'x'.repeat(257 * 1024) })], -32602],
    'sixty levels': [
      'eth_signTypedData_v4',
      withTypes({ A: [{ name: 'a', type: 'A' }] }, 'A', nested(60)),
      -32602,
      -32000,
    ],
    'a list of five thousand': [
      'eth_signTypedData_v4',
      withTypes({ A: [{ name: 'a', type: 'uint8[]' }] }, 'A', { a: Array.from({ length: 5000 }, () => 1) }),
      -32602,
    ],
    'a thousand types of a thousand fields': [
      'eth_signTypedData_v4',
      withTypes(
        Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => [
            `T${i}`,
            Array.from({ length: 20 }, (_, j) => ({ name: `f${j}`, type: 'uint8' })),
          ]),
        ),
        'T0',
      ),
      -32602,
    ],
  }))

test('security: types that name each other in a circle end', async () => {
  const site = await connected()
  const data = withTypes({ A: [{ name: 'b', type: 'B[]' }], B: [{ name: 'a', type: 'A[]' }] }, 'A', {
    b: [{ a: [{ b: [] }] }],
  })
  const asked = ask(site, 'eth_signTypedData_v4', data)
  await stage.decide('reject', 'typed-data')
  expect((await asked).error?.code).toBe(4001)
})

test('security: messages that are none are refused', () =>
  refusals({
    'no text': ['personal_sign', [{}, first], -32602],
    'no address': ['personal_sign', ['0x00', 'me'], -32602],
    'no parameters': ['personal_sign', [], -32602],
    'more than 64 kB': ['personal_sign', [`0x${'00'.repeat(64 * 1024 + 1)}`, first], -32602],
    'more than a megabyte': ['personal_sign', ['x'.repeat(1_000_001), first], -32602],
  }))

const MISSING = [
  ...[
    'eth_sign',
    'eth_signTransaction',
    'eth_decrypt',
    'eth_getEncryptionPublicKey',
    'eth_accounts2',
    'ETH_ACCOUNTS',
  ],
  ...['personal_unlockAccount', 'personal_listAccounts', 'personal_importRawKey', 'personal_sendTransaction'],
  ...[
    'admin_peers',
    'debug_traceCall',
    'miner_start',
    'anvil_setBalance',
    'hardhat_reset',
    'evm_mine',
    'txpool_content',
  ],
  ...[
    'wallet_invokeSnap',
    'wallet_requestSnaps',
    'wallet_connect',
    'wallet_grantPermissions',
    'wallet_signAuthorization',
  ],
  ...[
    'vault.reveal',
    'vault.lock',
    'accounts.reveal',
    'approvals.approve',
    'networks.setEndpoints',
    'ui',
    'port',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'then',
    'get',
    'size',
  ],
  ...[
    ' eth_accounts',
    'eth_accounts ',
    'eth_accounts\0',
    'eth_\u200baccounts',
    'eth_accounts\n',
    'x'.repeat(100_000),
  ],
]
test('security: what does not exist does not exist, and the answer says which', async () => {
  const site = await connected()
  for (const name of MISSING)
    await test.step(JSON.stringify(name.slice(0, 40)), async () => {
      const { error } = await ask(site, name, [])
      expect(error?.code).toBe(-32601)
      expect(error?.message).toContain(name.slice(0, 64))
    })
  expect(stage.windows()).toEqual([])
})

test('security: permissions that do not exist are not asked for', () =>
  refusals({
    'an unknown one': ['wallet_requestPermissions', [{ snap_manageState: {} }], -32602],
    'one of a prototype': ['wallet_requestPermissions', [{ constructor: {} }], -32602],
    'one beside a known one': [
      'wallet_requestPermissions',
      [{ eth_accounts: {}, wallet_secret: {} }],
      -32602,
    ],
    none: ['wallet_requestPermissions', [{}], -32602],
    'no object': ['wallet_requestPermissions', ['eth_accounts'], -32602],
  }))

const chain = (fields: Record<string, unknown>): [string, unknown] => [
  'wallet_addEthereumChain',
  [
    {
      chainId: '0x1e240',
      chainName: 'Evil',
      rpcUrls: ['https://rpc.example'],
      nativeCurrency: { name: 'Evil', symbol: 'EVL', decimals: 18 },
      ...fields,
    },
  ],
]
const rpc = (url: string): [string, unknown] => chain({ rpcUrls: [url] })

test('security: endpoints that a site may not propose', () =>
  refusals({
    'plain http': [...rpc('http://rpc.example'), -32602],
    'a WebSocket without encryption': [...rpc('ws://rpc.example'), -32602],
    javascript: [...rpc('javascript:alert(1)'), -32602],
    data: [...rpc('data:application/json,{}'), -32602],
    file: [...rpc('file:///etc/passwd'), -32602],
    'the extension itself': [...rpc(`chrome-extension://${stage.wallet().extensionId}/popup.html`), -32602],
    'a name and a password': [...rpc('https://user:password@rpc.example'), -32602],
    'a private network': [...rpc('https://192.168.1.1'), -32602],
    'another private network': [...rpc('https://10.0.0.1:8545'), -32602],
    'a host of this machine by another number': [...rpc('http://0.0.0.0:8545'), -32602],
    'cloud metadata': [...rpc('https://169.254.169.254/latest'), -32602],
    'no address': [...rpc('not a url'), -32602],
    'an empty list': [...chain({ rpcUrls: [] }), -32602],
    'a text': [...chain({ rpcUrls: 'https://rpc.example' }), -32602],
    'a thousand': [
      ...chain({ rpcUrls: Array.from({ length: 1000 }, (_, i) => `https://r${i}.example`) }),
      -32602,
    ],
  }))

test('security: networks that a site may not describe so', () =>
  refusals({
    'a known chain under another coin': [
      ...chain({ chainId: '0x1', nativeCurrency: { symbol: 'EVL', decimals: 18 } }),
      -32602,
    ],
    'the name of a known one': [...chain({ chainName: 'Ethereum' }), -32602],
    'that name with a space': [...chain({ chainName: ' ethereum ' }), -32602],
    'that name with something invisible': [...chain({ chainName: 'Ether\u200beum' }), -32602],
    'chain id 0': [...chain({ chainId: '0x0' }), -32602],
    'a chain id with zeros in front': [...chain({ chainId: '0x01' }), -32602],
    'a chain id in decimal': [...chain({ chainId: '123456' }), -32602],
    'a chain id past what counts': [...chain({ chainId: '0xffffffffffffffff' }), -32602],
    'a coin of 6 decimals': [...chain({ nativeCurrency: { symbol: 'EVL', decimals: 6 } }), -32602],
    'a coin of a long symbol': [...chain({ nativeCurrency: { symbol: 'LONGSYMBOL', decimals: 18 } }), -32602],
    'a script as explorer': [...chain({ blockExplorerUrls: ['javascript:alert(1)'] }), -32602],
    'keys that it does not have': [...chain({ replaces: '0x1' }), -32602],
    'no name': [...chain({ chainName: '' }), -32602],
  }))

test('security: a switch goes to a network that is known, and says nothing more', () =>
  refusals({
    'an unknown one': ['wallet_switchEthereumChain', [{ chainId: '0x7777777' }], 4902],
    'one in decimal': ['wallet_switchEthereumChain', [{ chainId: '10' }], -32602],
    'more keys': ['wallet_switchEthereumChain', [{ chainId: '0xa', force: true }], -32602],
    'a name of a prototype': ['wallet_switchEthereumChain', [{ chainId: '__proto__' }], -32602],
  }))

test('security: an endpoint that answers for another chain adds nothing', async ({ workerDevnet }) => {
  const site = await connected()
  const { error } = await ask(site, ...chain({ rpcUrls: [workerDevnet.url] }))
  expect(error?.code).toBe(-32603)
  expect(await stage.questions()).toEqual([])
})
