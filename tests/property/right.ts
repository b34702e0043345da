/** Parameters that each method takes: what the property tests break in all ways. */
import { type Json, OTHER, OWN } from './garbage'

const HASH = `0x${'ab'.repeat(32)}`
const CALL: Json = { to: OTHER, data: '0x70a08231' }
const FILTER: Json = {
  fromBlock: '0x1',
  toBlock: 'latest',
  address: OTHER,
  topics: [HASH, [HASH, null], null],
}

export const TYPED_DATA: Json = {
  types: {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    Person: [
      { name: 'name', type: 'string' },
      { name: 'wallets', type: 'address[2]' },
      { name: 'age', type: 'int8' },
    ],
    Mail: [
      { name: 'from', type: 'Person' },
      { name: 'to', type: 'Person[]' },
      { name: 'contents', type: 'bytes' },
      { name: 'flag', type: 'bool' },
      { name: 'salt', type: 'bytes32' },
    ],
  },
  primaryType: 'Mail',
  domain: { name: 'Mail', chainId: 1, verifyingContract: '0xcccccccccccccccccccccccccccccccccccccccc' },
  message: {
    from: { name: 'A', wallets: [OWN, OTHER], age: -3 },
    to: [{ name: 'B', wallets: [OTHER, OWN], age: '7' }],
    contents: '0x1234',
    flag: true,
    salt: HASH,
  },
}
const V3: Json = {
  types: {
    EIP712Domain: [{ name: 'name', type: 'string' }],
    Mail: [
      { name: 'to', type: 'address' },
      { name: 'contents', type: 'string' },
    ],
  },
  primaryType: 'Mail',
  domain: { name: 'Mail' },
  message: { to: OTHER, contents: 'hello' },
}
const PERMIT: Json = {
  types: {
    EIP712Domain: [{ name: 'chainId', type: 'uint256' }],
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  },
  primaryType: 'Permit',
  domain: { chainId: '0x1' },
  message: { owner: OWN, spender: OTHER, value: '1000', nonce: 0, deadline: '1893456000' },
}
const SIGN_IN = [
  'app.example wants you to sign in with your Ethereum account:',
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '',
  'Welcome.',
  '',
  'URI: https://app.example/login',
  'Version: 1',
  'Chain ID: 1',
  'Nonce: abcdefgh1',
  'Issued At: 2026-11-23T00:00:00Z',
  'Resources:',
  '- https://app.example/terms',
].join('\n')

const TRANSACTIONS: Json[] = [
  [{ from: OWN, to: OTHER, value: '0x1', data: '0x', gas: '0x5208' }],
  [
    {
      from: OWN,
      to: OTHER,
      input: '0xa9059cbb',
      maxFeePerGas: '0x77359400',
      maxPriorityFeePerGas: '0x1',
      type: '0x2',
    },
  ],
  [
    {
      from: OWN,
      to: OTHER,
      gasPrice: '0x77359400',
      nonce: '0x1',
      chainId: '0x1',
      type: '0x0',
      gasLimit: '0x5208',
    },
  ],
  [{ from: OWN, data: '0x6001600155', accessList: [{ address: OTHER, storageKeys: [HASH] }] }],
]

const CHAIN: Json = {
  chainId: '0x539',
  chainName: 'Own',
  rpcUrls: ['https://rpc.example'],
  nativeCurrency: { name: 'Own', symbol: 'OWN', decimals: 18 },
  blockExplorerUrls: ['https://explorer.example'],
  iconUrls: [],
}

/** By method, lists of parameters that are right. Methods that are not named here take any. */
export const RIGHT: Readonly<Record<string, Json[]>> = {
  personal_sign: [
    ['0x68656c6c6f', OWN],
    ['hello', OWN],
    [OWN, 'swapped'],
    [SIGN_IN, OWN],
  ],
  personal_ecRecover: [['0x68656c6c6f', `0x${'11'.repeat(64)}1b`]],
  eth_signTypedData: [[[{ type: 'string', name: 'Message', value: 'Hi' }], OWN]],
  eth_signTypedData_v1: [
    [
      [
        { type: 'uint8', name: 'A', value: 7 },
        { type: 'bytes', name: 'B', value: '0x12' },
      ],
      OWN,
    ],
  ],
  eth_signTypedData_v3: [
    [OWN, V3],
    [OWN, JSON.stringify(V3)],
  ],
  eth_signTypedData_v4: [
    [OWN, TYPED_DATA],
    [OWN, JSON.stringify(TYPED_DATA)],
    [OWN, PERMIT],
  ],
  eth_sendTransaction: TRANSACTIONS,
  eth_sendRawTransaction: [[`0x02${'ab'.repeat(100)}`]],
  wallet_sendCalls: [
    [
      {
        version: '2.0.0',
        from: OWN,
        chainId: '0x1',
        atomicRequired: true,
        calls: [{ to: OTHER, value: '0x1', data: '0x' }],
      },
    ],
    [
      {
        version: '2.0.0',
        id: '0x12',
        chainId: '0x1',
        atomicRequired: false,
        calls: [CALL, CALL],
        capabilities: { x: { optional: true } },
      },
    ],
  ],
  wallet_getCallsStatus: [[HASH]],
  wallet_showCallsStatus: [[HASH]],
  wallet_getCapabilities: [[OWN], [OWN, ['0x1', '0xa']]],
  wallet_requestPermissions: [
    [{ eth_accounts: {} }],
    [{ eth_accounts: {}, 'endowment:permitted-chains': {} }],
  ],
  wallet_addEthereumChain: [[CHAIN]],
  wallet_switchEthereumChain: [[{ chainId: '0xa' }]],
  wallet_watchAsset: [
    {
      type: 'ERC20',
      options: { address: OTHER, symbol: 'TKN', decimals: 18, image: 'https://x.example/i.png' },
    },
    [{ type: 'ERC721', options: { address: OTHER, tokenId: '1' } }],
    { type: 'ERC1155', options: { address: OTHER, tokenId: '7' } },
  ],
  web3_sha3: [['0x68656c6c6f']],
  eth_subscribe: [['newHeads'], ['logs', FILTER], ['newPendingTransactions']],
  eth_unsubscribe: [['0x1']],
  eth_newFilter: [[FILTER]],
  eth_getFilterChanges: [['0x1']],
  eth_getFilterLogs: [['0x1']],
  eth_uninstallFilter: [['0x1']],
  eth_getLogs: [[FILTER], [{ blockHash: HASH }]],
  eth_call: [
    [CALL, 'latest'],
    [CALL, { blockHash: HASH }, { [OTHER]: { balance: '0x1' } }],
  ],
  eth_estimateGas: [[CALL], [CALL, 'latest']],
  eth_createAccessList: [[CALL, 'latest']],
  eth_getBalance: [[OWN, 'latest']],
  eth_getCode: [[OWN, 'latest']],
  eth_getTransactionCount: [[OWN, 'pending']],
  eth_getStorageAt: [[OWN, '0x0', 'latest']],
  eth_getProof: [[OWN, ['0x0'], 'latest']],
  eth_getBlockByNumber: [['latest', false]],
  eth_getBlockByHash: [[HASH, true]],
  eth_getTransactionByHash: [[HASH]],
  eth_getTransactionReceipt: [[HASH]],
  eth_feeHistory: [['0x4', 'latest', [25, 75]]],
}
