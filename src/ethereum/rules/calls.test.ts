import { readFileSync } from 'node:fs'
import { AbiCoder, Interface, solidityPacked, zeroPadValue } from 'ethers'
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import type { ExplainedTransaction } from '../explain/context.ts'
import { createLibrary } from '../explain/library.ts'
import { canonical, type Parameter, parseSignature, selectorOf } from '../explain/signature.ts'
import { type Around, callWarnings, factsOfCalls } from './calls.ts'
import type { Place } from './facts.ts'
import { CALL_RULES } from './index.ts'
import { READ } from './read.ts'

const file = (name: string) => readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8')
const library = createLibrary(file('descriptors.json'), '')
const ME = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const OTHER = '0x27b1fdb04752bbc536007a920d24acb045561c26'
const EVE = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
const POOL = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const CONTRACT = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const MULTISEND = '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D'
const MAX = 2n ** 256n - 1n
const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const LIFI = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE'
const WORD: Hex = `0x${'ab'.repeat(32)}`

const abi = new Interface([
  'function transfer(address,uint256)',
  'function transferFrom(address,address,uint256)',
  'function approve(address,uint256)',
  'function increaseAllowance(address,uint256)',
  'function approveAndCall(address,uint256,bytes)',
  'function setApprovalForAll(address,bool)',
  'function approve2(address,address,uint160,uint48)',
  'function authorizeOperator(address)',
  'function multiSend(bytes)',
  'function approveDelegation(address,uint256)',
  'function upgradeTo(address)',
  'function transferOwnership(address)',
  'function grantRole(bytes32,address)',
  'function setOwner(bytes32,address)',
  'function execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
  'function enableModule(address)',
  'function setAddr(bytes32,address)',
  'function setResolver(bytes32,address)',
  'function offerPunkForSale(uint256,uint256)',
  'function transferPunk(address,uint256)',
  'function SecurityUpdate()',
  'function claim()',
  'function swapExactTokensForTokens(uint256,uint256,address[],address,uint256)',
  'function exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))',
  'function withdraw(address,uint256,address)',
  'function execute(bytes,bytes[],uint256)',
  'function oneInchSwap(address,(address,address,address,address,uint256,uint256,uint256),bytes)',
  'function sellToUniswap(address[],uint256,uint256,bool)',
  'function swapSimpleMode(address,(address,address,address[],uint256[],address[],uint256[],address,uint256,uint256,uint256,bytes),bytes,bytes)',
  'function startBridgeTokensViaPolygonBridge((bytes32,string,string,address,address,address,uint256,uint256,bool,bool))',
  'function depositForBurn(uint256,uint32,bytes32,address)',
  'function modifyLiquidities(bytes,uint256)',
  'function permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
  'function permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)',
])
const encode = (name: string, ...args: unknown[]): Hex => `0x${abi.encodeFunctionData(name, args).slice(2)}`
const permit2 = (...args: unknown[]): Hex => `0x87517c45${encode('approve2', ...args).slice(10)}`
const safe = (to: string, operation: number) =>
  encode('execTransaction', to, 0n, '0x', operation, 0n, 0n, 0n, ZERO_ADDRESS, ZERO_ADDRESS, '0x')
const refunded = (receiver: string, token: string = USDC, base = 50_000n) =>
  encode('execTransaction', OTHER, 1n, '0x', 0, 50_000n, base, 10n, token, receiver, '0x')
const FRIEND = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const SAVINGS = '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65'
const MULTICALL = '0xcA11bde05977b3631167028862bE2a173976CA11'
const swap = (to: string, min = 1n) =>
  encode('swapExactTokensForTokens', 5n, min, [USDC, WETH], to, 2n ** 40n)
/** Through the Universal Router: one swap in a pool of v3, of v2 and of v4. */
const routed = (commands: Hex, ...inputs: [string[], unknown[]][]) =>
  encode(
    'execute',
    commands,
    inputs.map(([types, values]) => AbiCoder.defaultAbiCoder().encode(types, values)),
    2n ** 40n,
  )
const way = solidityPacked(['address', 'uint24', 'address'], [USDC, 500, WETH])
const V3 = ['address', 'uint256', 'uint256', 'bytes', 'bool']
const V2 = ['address', 'uint256', 'uint256', 'address[]', 'bool']
const ROUTER_ITSELF = '0x0000000000000000000000000000000000000002'
const unwrap = (min: bigint): [string[], unknown[]] => [
  ['address', 'uint256'],
  [ME, min],
]
const inV4 = (min: bigint) =>
  routed('0x10', [
    ['bytes', 'bytes[]'],
    [
      '0x06',
      [
        AbiCoder.defaultAbiCoder().encode(
          ['tuple(tuple(address,address,uint24,int24,address),bool,uint128,uint128,bytes)'],
          [[[USDC, WETH, 500, 10, ZERO_ADDRESS], true, 5n, min, '0x']],
        ),
      ],
    ],
  ])
const SWEEP = ['address', 'address', 'uint256']
const PLAN = ['bytes', 'bytes[]']
const coder = AbiCoder.defaultAbiCoder()
const take = coder.encode(SWEEP, [WETH, EVE, 1n])
const takenInV4 = routed('0x10', [PLAN, ['0x0e', [take]]])
const positions = encode('modifyLiquidities', coder.encode(PLAN, ['0x0e', [take]]), 2n ** 40n)
const permitted = routed('0x0a', [
  ['tuple(tuple(address,uint160,uint48,uint48),address,uint256)', 'bytes'],
  [[[USDC, 5n, 9n, 0n], EVE, 9n], '0x'],
])
/** Ones in front of the last time that an address stands there. */
const dirty = (data: Hex, address: string): Hex => {
  const at = data.lastIndexOf(`${'0'.repeat(24)}${address.slice(2).toLowerCase()}`)
  return `0x${data.slice(2, at)}${'1'.repeat(24)}${data.slice(at + 24)}`
}
const oneInch = (min: bigint, to: string = ME) =>
  encode('oneInchSwap', EVE, [USDC, WETH, POOL, to, 5n, min, 0n], '0x').replace(
    /^0x.{8}/,
    '0x07ed2379',
  ) as Hex
const zeroEx = (min: bigint) => encode('sellToUniswap', [USDC, WETH], 5n, min, false)
const kyber = (to: string) =>
  encode('swapSimpleMode', POOL, [USDC, WETH, [], [], [], [], to, 5n, 1n, 0n, '0x'], '0x', '0x')
const bridge = (to: string) =>
  encode('startBridgeTokensViaPolygonBridge', [
    WORD,
    'polygon',
    'site',
    ZERO_ADDRESS,
    USDC,
    to,
    5n,
    137n,
    false,
    false,
  ])
const circle = (to: string) => encode('depositForBurn', 5n, 6, to, USDC)
const permit = (spender: string, amount: bigint, owner = ME) =>
  encode(
    'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
    owner,
    spender,
    amount,
    9n,
    27,
    WORD,
    WORD,
  )
const permitOfDai = (spender: string, allowed: boolean) =>
  encode(
    'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)',
    ...[ME, spender, 0n, 0n, allowed, 27, WORD, WORD],
  )
const exact = (to: string, min = 1n) => encode('exactInputSingle', [USDC, WETH, 500, to, 5n, min, 0n])
/** A list of one call, as a Safe's MultiSend takes it. */
const several = (to: string, operation: number) =>
  encode('multiSend', `0x0${operation}${to.slice(2)}${'0'.repeat(128)}`)
/** A swap whose list of tokens begins a word later. */
const oddly = (data: string): `0x${string}` => {
  const offset = (0xc0).toString(16).padStart(64, '0')
  const [head, tail] = [data.slice(0, 10 + 2 * 64), data.slice(10 + 3 * 64)]
  return `0x${head.slice(2)}${offset}${tail.slice(0, 128)}${'0'.repeat(64)}${tail.slice(128)}`
}

const tokens = [
  { address: USDC, symbol: 'USDC', name: 'USD Coin', decimals: 6, origin: 'listed' },
  { address: WETH, symbol: 'WETH', name: 'Wrapped Ether', decimals: 18, origin: 'listed' },
  {
    address: '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D',
    symbol: 'BAYC',
    name: 'B',
    decimals: 0,
    origin: 'read',
  },
] as const
const COLLECTION = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'
const UPGRADED = '0x00000000000000000000000000000000000c0de2'
const LISTED = '0x000000000532b45f47779fce440748893b257865'
const PLACES: Record<string, Partial<Place>> = {
  [EVE.toLowerCase()]: { isContract: false },
  [POOL.toLowerCase()]: { isContract: true, isKnown: true },
  [PERMIT2.toLowerCase()]: { isContract: true, isKnown: true },
  [MULTISEND.toLowerCase()]: { isContract: true, isKnown: true },
  [CONTRACT.toLowerCase()]: { isContract: true, isYoung: true },
  [UPGRADED.toLowerCase()]: { isUpgraded: true, isKnown: true },
  [LISTED.toLowerCase()]: { listed: { match: LISTED, near: false, list: 'a public list', date: 'May 2022' } },
}
const OLD = '0x00000000000000000000000000000000deadbabe'
const around: Around = {
  account: ME,
  isMine: (address) => [ME, OTHER, SAVINGS].some((one) => sameAddress(address, one)),
  personal(address) {
    if (sameAddress(address, SAVINGS)) return { name: 'Savings', what: 'account' }
    const isContact = sameAddress(address, FRIEND) || sameAddress(address, MULTICALL)
    return isContact ? { name: 'Friend', what: 'contact' } : null
  },
  context: {
    symbol: 'ETH',
    token: (address) => tokens.find((token) => sameAddress(token.address, address)) ?? null,
    name: () => null,
    isContract: true,
    library,
  },
  at: (address) => ({
    isContract: true,
    isYoung: null,
    isUpgraded: null,
    isKnown: false,
    listed: null,
    ...PLACES[address.toLowerCase()],
  }),
  holding: (token) => (sameAddress(token, USDC) ? 1000n : null),
  used: (contract) => sameAddress(contract, OLD),
}

type Case = Partial<ExplainedTransaction> & { isContract?: boolean; inside?: boolean }
function said({ isContract, inside, ...over }: Case): string[] {
  const call: ExplainedTransaction = { chainId: 1, from: ME, to: CONTRACT, value: 0n, data: '0x', ...over }
  const where = { ...around, context: { ...around.context, isContract: isContract ?? true } }
  const outer = { ...call, data: '0xac9650d8' as Hex, value: 0n, to: CONTRACT as Address }
  const facts = inside ? factsOfCalls(outer, [call], where) : factsOfCalls(call, [], where)
  return callWarnings(facts).map(({ rule, severity }) => `${severity} ${rule}`)
}

/** What makes the rule speak, and what is as like it as can be and does not. */
const CASES: Record<string, { fires: [string, Case][]; silent: Case[] }> = {
  'contract-new': {
    fires: [['info', { to: CONTRACT, data: '0x12345678' }]],
    silent: [
      { to: CONTRACT },
      { to: POOL, data: '0x12345678' },
      { to: OLD, data: '0x12345678' },
      { to: EVE, data: '0x12345678', isContract: false },
      { to: CONTRACT, data: encode('transfer', OLD, 1n) },
    ],
  },
  'address-blocked': {
    fires: [
      ['danger', { to: LISTED, value: 1n }],
      ['danger', { to: USDC, data: encode('transfer', LISTED, 1n) }],
      ['danger', { to: USDC, data: encode('approve', LISTED, 1n) }],
      ['danger', { to: CONTRACT, data: encode('setApprovalForAll', LISTED, true) }],
      ['danger', { to: LISTED, data: '0x12345678', inside: true }],
    ],
    silent: [
      { to: EVE, value: 1n },
      { to: USDC, data: encode('approve', LISTED, 0n) },
      { to: CONTRACT, data: encode('setApprovalForAll', LISTED, false) },
    ],
  },
  'proxy-upgraded': {
    fires: [
      ['warning', { to: UPGRADED, data: '0x12345678' }],
      ['warning', { to: USDC, data: encode('approve', UPGRADED, 5n) }],
    ],
    silent: [
      { to: UPGRADED, value: 1n },
      { to: CONTRACT, data: '0x12345678' },
    ],
  },
  'zero-address': {
    fires: [
      ['danger', { to: ZERO_ADDRESS, value: 1n }],
      ['danger', { to: USDC, data: encode('transfer', ZERO_ADDRESS, 1n) }],
    ],
    silent: [{ to: EVE, value: 1n }],
  },
  'burn-address': {
    fires: [['warning', { to: '0x000000000000000000000000000000000000dead', value: 1n }]],
    silent: [{ to: OLD, value: 1n }],
  },
  'deploy-value': {
    fires: [
      ['danger', { to: null, data: '0x60', value: 1n }],
      ['danger', { to: DEPLOYER, data: `${WORD}60`, value: 1n }],
    ],
    silent: [{ to: null, data: '0x60' }],
  },
  deploy: {
    fires: [
      ['warning', { to: null, data: '0x60' }],
      ['warning', { to: DEPLOYER, data: `${WORD}60` }],
    ],
    silent: [
      { to: null, data: '0x60', value: 1n },
      { to: DEPLOYER, data: WORD },
    ],
  },
  'unlimited-allowance': {
    fires: [
      ['danger', { to: USDC, data: encode('approve', OLD, MAX) }],
      ['danger', { to: USDC, data: encode('approve', OLD, 2n ** 96n - 1n) }],
      ['danger', { to: USDC, data: encode('increaseAllowance', OLD, 2n ** 255n) }],
      ['danger', { to: USDC, data: encode('approveAndCall', OLD, 2n ** 255n, '0x') }],
      ['danger', { to: USDC, data: encode('approve', OLD, MAX), inside: true }],
    ],
    silent: [{ to: USDC, data: encode('approve', OLD, 100n) }],
  },
  'large-allowance': {
    fires: [['warning', { to: USDC, data: encode('approve', POOL, 10_001n) }]],
    silent: [
      { to: USDC, data: encode('approve', POOL, 1000n) },
      { to: WETH, data: encode('approve', POOL, 10_001n) },
    ],
  },
  'allowance-to-account': {
    fires: [
      // Item #0.
      ['danger', { to: COLLECTION, data: encode('approve', EVE, 0n) }],
      ['danger', { to: USDC, data: encode('approve', EVE, 1n) }],
      ['danger', { to: PERMIT2, data: permit2(USDC, EVE, 1n, 1n) }],
    ],
    silent: [
      { to: USDC, data: encode('approve', POOL, 1n) },
      { to: USDC, data: encode('approve', EVE, 0n) },
      { to: COLLECTION, data: encode('approve', ZERO_ADDRESS, 0n) },
    ],
  },
  'allowance-young': {
    fires: [['danger', { to: USDC, data: encode('approve', CONTRACT, 1n) }]],
    silent: [{ to: USDC, data: encode('approve', OLD, 1n) }],
  },
  'allowance-unknown': {
    fires: [['warning', { to: USDC, data: encode('approve', OLD, 1n) }]],
    silent: [
      { to: USDC, data: encode('approve', POOL, 1n) },
      { to: USDC, data: encode('approve', OTHER, 1n) },
    ],
  },
  'increase-allowance': {
    fires: [
      ['danger', { to: USDC, data: encode('increaseAllowance', OLD, 1n) }],
      ['danger', { to: USDC, data: `0xd73dd623${encode('approve', OLD, 1n).slice(10)}` }],
      ['warning', { to: USDC, data: encode('increaseAllowance', POOL, 1n) }],
    ],
    silent: [{ to: USDC, data: encode('approve', OLD, 1n) }],
  },
  'hidden-allowance': {
    fires: [['danger', { to: USDC, data: encode('approve', OLD, 1n), inside: true }]],
    silent: [
      { to: USDC, data: encode('approve', OLD, 1n) },
      { to: USDC, data: encode('approve', POOL, 1n), inside: true },
    ],
  },
  'allowance-to-token': {
    fires: [['danger', { to: USDC, data: encode('approve', USDC, 1n) }]],
    silent: [{ to: USDC, data: encode('approve', WETH, 1n) }],
  },
  'approval-for-all': {
    fires: [
      ['danger', { data: encode('setApprovalForAll', OLD, true) }],
      ['danger', { data: encode('setApprovalForAll', EVE, true) }],
      ['warning', { data: encode('setApprovalForAll', POOL, true) }],
    ],
    silent: [{ data: encode('setApprovalForAll', OLD, false) }],
  },
  'open-spender': {
    fires: [
      ['danger', { to: USDC, data: encode('approve', MULTISEND, 5n) }],
      ['danger', { to: USDC, data: encode('approve', MULTICALL, 5n), inside: true }],
      ['danger', { to: PERMIT2, data: permit2(USDC, MULTICALL, 1n, 1n) }],
      ['danger', { data: encode('setApprovalForAll', MULTICALL, true) }],
      ['danger', { data: encode('authorizeOperator', MULTICALL) }],
      ['danger', { data: encode('approveDelegation', MULTICALL, 1n) }],
      ['danger', { to: USDC, data: permit(MULTICALL, 5n) }],
      ['danger', { to: USDC, data: permit(MULTICALL, 5n), inside: true }],
      ['danger', { to: USDC, data: permitOfDai(MULTICALL, true) }],
    ],
    silent: [
      { to: USDC, data: permit(POOL, 5n) },
      { to: USDC, data: permit(MULTICALL, 0n) },
      { to: USDC, data: permitOfDai(MULTICALL, false) },
      // Of somebody else: nothing of the person's is given.
      { to: USDC, data: permit(MULTICALL, 5n, EVE) },
      { to: USDC, data: encode('approve', POOL, 5n) },
      { to: USDC, data: encode('approve', MULTICALL, 0n) },
      { data: encode('setApprovalForAll', MULTICALL, false) },
      { to: MULTICALL, data: '0x12345678' },
    ],
  },
  'safe-refund': {
    fires: [
      ['danger', { data: refunded(EVE) }],
      ['danger', { data: refunded(ZERO_ADDRESS) }],
      ['danger', { data: refunded(ZERO_ADDRESS, ZERO_ADDRESS, 10n ** 12n) }],
      ['warning', { data: refunded(ZERO_ADDRESS, ZERO_ADDRESS) }],
      ['warning', { data: refunded(ME) }],
    ],
    silent: [{ data: safe(POOL, 0) }],
  },
  'authorize-operator': {
    fires: [
      ['danger', { data: encode('authorizeOperator', OLD) }],
      // What a function does not read silences nothing.
      ['danger', { data: `${encode('authorizeOperator', OLD)}00` }],
    ],
    silent: [{ data: encode('authorizeOperator', ME) }],
  },
  'credit-delegation': {
    fires: [['danger', { data: encode('approveDelegation', OLD, 1n) }]],
    silent: [{ data: encode('approveDelegation', OLD, 0n) }, { data: encode('approveDelegation', POOL, 1n) }],
  },
  'no-code': {
    fires: [['warning', { data: '0x12345678', isContract: false }]],
    silent: [{ data: '0x12345678' }, { value: 1n, isContract: false }],
  },
  'token-recipient': {
    fires: [
      ['danger', { to: USDC, data: encode('transfer', USDC, 1n) }],
      ['danger', { to: CONTRACT, data: encode('transfer', CONTRACT, 1n) }],
      ['danger', { to: USDC, data: encode('transfer', WETH, 1n) }],
      ['danger', { to: USDC, value: 1n }],
    ],
    silent: [
      { to: WETH, value: 1n },
      { to: WETH, data: '0xd0e30db0', value: 1n },
    ],
  },
  'malformed-call': {
    fires: [
      ['danger', { to: USDC, data: `${encode('approve', EVE, 1n)}00` }],
      // The list begins a word later than encoders write it: routers read it, and so do thieves.
      ['danger', { to: POOL, data: oddly(swap(OLD)) }],
      // A recipient and a flag with something in front, and a step that is cut off: a router masks them.
      ['danger', { to: POOL, data: dirty(routed('0x00', [V3, [EVE, 5n, 1n, way, true]]), EVE) }],
      ['danger', { to: POOL, data: dirty(routed('0x04', [SWEEP, [WETH, EVE, 1n]]), EVE) }],
      ['danger', { to: POOL, data: dirty(takenInV4, EVE) }],
      ['danger', { to: POOL, data: dirty(positions, EVE) }],
      ['danger', { to: POOL, data: dirty(permitted, EVE) }],
      ['danger', { to: POOL, data: routed('0x0c', [['address'], [EVE]]) }],
      ['danger', { to: POOL, data: routed('0x10', [['uint256'], [1n]]) }],
      // Cut off where more than zeros is missing, or where no bytes end it.
      ['danger', { to: USDC, data: encode('approveAndCall', POOL, 1n, '0x1234').slice(0, -62) as Hex }],
      ['danger', { to: USDC, data: encode('approve', EVE, 256n).slice(0, -2) as Hex }],
      ['danger', { to: POOL, data: swap(OLD).slice(0, -2) as Hex }],
    ],
    silent: [
      { data: '0x12345678' },
      { to: POOL, data: `${swap(ME)}d00dfeed` },
      { to: POOL, data: routed('0x00', [V3, [ME, 5n, 1n, way, true]]) },
      { to: POOL, data: inV4(1n) },
      // Without the zeros behind the bytes that end it.
      { to: USDC, data: encode('approveAndCall', POOL, 1n, '0x1234').slice(0, -60) as Hex },
    ],
  },
  'proxy-upgrade': {
    fires: [
      ['danger', { data: encode('upgradeTo', OLD) }],
      ['danger', { data: encode('upgradeTo', OLD), inside: true }],
    ],
    silent: [{ data: '0x3659cfe6' }],
  },
  'give-ownership': {
    fires: [['danger', { data: encode('transferOwnership', OLD) }]],
    silent: [{ data: encode('transferOwnership', OTHER) }],
  },
  'grant-role': {
    fires: [['danger', { data: encode('grantRole', WORD, OLD) }]],
    silent: [{ data: encode('grantRole', WORD, ME) }],
  },
  'name-owner': {
    fires: [['danger', { data: encode('setOwner', WORD, OLD) }]],
    silent: [{ data: encode('setOwner', WORD, ME) }],
  },
  'hidden-transfer': {
    fires: [['danger', { data: encode('transferFrom', ME, EVE, 5n), inside: true }]],
    silent: [
      { data: encode('transferFrom', ME, EVE, 5n) },
      { data: encode('transferFrom', ME, POOL, 5n), inside: true },
      { data: encode('transferFrom', OLD, EVE, 5n), inside: true },
    ],
  },
  'name-leads': {
    fires: [
      ['danger', { data: encode('setAddr', WORD, EVE) }],
      ['danger', { data: encode('setResolver', WORD, OLD) }],
    ],
    silent: [
      { data: encode('setAddr', WORD, ME) },
      { data: encode('setAddr', WORD, ZERO_ADDRESS) },
      { data: encode('setResolver', WORD, POOL) },
    ],
  },
  'punk-given': {
    fires: [
      ['danger', { data: encode('offerPunkForSale', 7n, 1n) }],
      ['danger', { data: encode('transferPunk', EVE, 7n) }],
    ],
    silent: [{ data: encode('offerPunkForSale', 7n, 10n ** 18n) }, { data: encode('transferPunk', ME, 7n) }],
  },
  'safe-delegatecall': {
    fires: [
      ['danger', { data: safe(OLD, 1) }],
      // Well known as it is, its code is not made to run as a Safe.
      ['danger', { data: safe(POOL, 1) }],
      ['danger', { data: several(OLD, 1), inside: true }],
    ],
    silent: [{ data: safe(OLD, 0) }, { data: safe(MULTISEND, 1) }, { data: several(OLD, 0) }],
  },
  'safe-control': {
    fires: [['danger', { data: encode('enableModule', OLD), inside: true }]],
    silent: [{ data: safe(OLD, 0) }],
  },
  'value-lost': {
    fires: [['danger', { to: USDC, data: encode('approve', POOL, 1n), value: 1n }]],
    silent: [{ to: USDC, data: encode('approve', POOL, 1n) }],
  },
  'bait-function': {
    fires: [
      ['danger', { data: encode('SecurityUpdate'), value: 1n }],
      ['danger', { data: encode('claim'), value: 1n }],
    ],
    silent: [{ data: encode('claim') }, { to: POOL, data: encode('claim'), value: 1n }],
  },
  'result-to-other': {
    fires: [
      ['danger', { to: POOL, data: swap(OLD) }],
      ['danger', { to: POOL, data: exact(EVE) }],
      ['danger', { to: POOL, data: `${exact(EVE)}d00dfeed` }],
      // Known as they are, anybody can take from there what lies there.
      ['danger', { to: POOL, data: exact(MULTISEND) }],
      ['danger', { to: POOL, data: exact(MULTISEND), inside: true }],
      ['danger', { to: POOL, data: exact(PERMIT2) }],
      ['danger', { to: POOL, data: exact(POOL) }],
      ['danger', { to: POOL, data: exact(ROUTER_ITSELF) }],
      ['danger', { to: POOL, data: encode('withdraw', USDC, 1n, EVE) }],
      ['danger', { to: POOL, data: kyber(EVE) }],
      ['danger', { to: LIFI, data: bridge(EVE) }],
      ['danger', { to: POOL, data: circle(zeroPadValue(EVE, 32)) }],
      ['danger', { to: POOL, data: `${circle(zeroPadValue(EVE, 32))}d00dfeed` }],
      ['danger', { to: POOL, data: kyber(EVE), inside: true }],
      // Told by name: what the person calls them.
      ['warning', { to: POOL, data: exact(FRIEND) }],
      ['warning', { to: LIFI, data: bridge(FRIEND) }],
      ['info', { to: POOL, data: exact(SAVINGS) }],
      // A stranger beside a contact, and a contact that is a contract anybody takes from.
      [
        'danger',
        {
          to: POOL,
          data: routed(
            '0x0004',
            [V3, [FRIEND, 5n, 1n, way, true]],
            [
              ['address', 'address', 'uint256'],
              [WETH, EVE, 1n],
            ],
          ),
        },
      ],
      ['danger', { to: POOL, data: exact(MULTICALL) }],
    ],
    silent: [
      { to: POOL, data: kyber(ME) },
      { to: LIFI, data: bridge(OTHER) },
      // An account of a network with addresses of another form.
      { to: LIFI, data: bridge('0x11f111f111f111F111f111f111F111f111f111F1') },
      { to: POOL, data: circle(zeroPadValue(ME, 32)) },
      { to: POOL, data: circle(WORD) },
      // Contracts hand things on to each other.
      { to: POOL, data: kyber(CONTRACT), inside: true },

      { to: POOL, data: swap(ME) },
      { to: POOL, data: exact(ROUTER_ITSELF), inside: true },
      { to: POOL, data: exact(POOL), inside: true },
      { to: POOL, data: encode('withdraw', USDC, 1n, OTHER) },
    ],
  },
  'no-minimum': {
    fires: [
      ['warning', { to: POOL, data: swap(ME, 0n) }],
      ['warning', { to: POOL, data: exact(ME, 0n) }],
      ['warning', { to: POOL, data: routed('0x00', [V3, [ME, 5n, 0n, way, true]]) }],
      ['warning', { to: POOL, data: `${routed('0x08', [V2, [ME, 5n, 0n, [USDC, WETH], true]])}00` }],
      ['warning', { to: POOL, data: inV4(0n) }],
      ['warning', { to: POOL, data: oneInch(0n) }],
      ['warning', { to: POOL, data: zeroEx(0n) }],
    ],
    silent: [
      { to: POOL, data: swap(ME) },
      { to: POOL, data: exact(ME) },
      { to: POOL, data: routed('0x000c', [V3, [ROUTER_ITSELF, 5n, 0n, way, true]], unwrap(1n)) },
      { to: POOL, data: inV4(1n) },
      { to: POOL, data: oneInch(1n) },
      { to: POOL, data: zeroEx(1n) },
      // Not a swap: it pays out whatever is there.
      { to: POOL, data: routed('0x0c', unwrap(0n)) },
    ],
  },
  'own-account-call': {
    fires: [['danger', { to: ME, data: '0x12345678' }]],
    silent: [
      { to: ME, value: 1n },
      { to: OTHER, data: '0x12345678' },
    ],
  },
  'permit2-allowance': {
    fires: [['danger', { to: PERMIT2, data: permit2(USDC, OLD, 1n, 1n) }]],
    silent: [
      { to: PERMIT2, data: permit2(USDC, POOL, 1n, 1n) },
      { to: PERMIT2, data: permit2(USDC, OLD, 0n, 1n) },
    ],
  },
  'unread-calls': {
    fires: [['danger', { to: EVE, value: 1n, unread: true }]],
    silent: [{ to: EVE, value: 1n }],
  },
  'nothing-sent': {
    fires: [['info', { to: USDC, data: encode('transfer', OLD, 0n) }]],
    silent: [{ to: USDC, data: encode('transfer', OLD, 1n) }],
  },
}

describe('rules of calls', () => {
  test('behavior: each of them has cases', () => {
    expect(Object.keys(CASES).sort()).toEqual(CALL_RULES.map(({ id }) => id).sort())
  })
  for (const [id, { fires, silent }] of Object.entries(CASES)) {
    test(`security: ${id} speaks`, () => {
      for (const [severity, call] of fires) expect(said(call)).toContain(`${severity} ${id}`)
    })
    test(`behavior: ${id} is silent`, () => {
      for (const call of silent) expect(said(call).map((one) => one.split(' ')[1])).not.toContain(id)
      expect(silent.length).toBeGreaterThan(0)
    })
  }
})

test('behavior: a rule speaks once, by the worst, and says where', () => {
  const approve = (spender: Address): ExplainedTransaction => ({
    chainId: 1,
    from: ME,
    to: USDC,
    value: 0n,
    data: encode('approve', spender, MAX),
  })
  const facts = factsOfCalls(
    { ...approve(POOL), to: CONTRACT, data: '0xac9650d8' },
    [approve(OLD), approve(POOL)],
    around,
  )
  const warnings = callWarnings(facts).filter(({ rule }) => rule === 'unlimited-allowance')
  expect(warnings.map(({ title }) => title)).toEqual(['Inside of it: The allowance is unlimited'])
})

/** Of what people do every day, on contracts that the wallet knows. */
test.each<[string, Case]>([
  ['a payment', { to: EVE, value: 1n }],
  ['a transfer', { to: USDC, data: encode('transfer', EVE, 1n) }],
  ['an exact allowance', { to: USDC, data: encode('approve', POOL, 1000n) }],
  ['the end of an allowance', { to: USDC, data: encode('approve', EVE, 0n) }],
  ['wrapping', { to: WETH, data: '0xd0e30db0', value: 1n }],
  ['a swap', { to: POOL, data: swap(ME) }],
  ['a transaction of a Safe', { data: safe(USDC, 0) }],
])('behavior: no danger in %s', (_, call) => {
  expect(said(call).join()).not.toContain('danger')
})

/** Any value of a type, with its highest bits free. */
function sample({ type, components }: Parameter): unknown {
  const list = /^(.*)\[(\d*)\]$/.exec(type)
  if (list !== null)
    return Array(Number(list[2] || 1)).fill(sample({ name: '', components, type: list[1] ?? '' }))
  if (type === 'tuple') return components.map(sample)
  if (type === 'address') return OLD
  if (type === 'string') return 'a'
  if (type === 'bool') return true
  if (type === 'bytes') return '0x01'
  const bytes = /^bytes(\d+)$/.exec(type)
  return bytes === null ? 1n : `0x${'01'.repeat(Number(bytes[1]))}`
}
const isWhole = (type: string) => /^(uint256|int256|bytes32)$/.test(type)
/** Of lists of a fixed length, in lists of a fixed length. */
const isNumbers = (type: string) => isWhole(type.replace(/(?:\[\d+\])+$/, ''))
const wordsOf = (type: string) =>
  [...type.matchAll(/\[(\d+)\]/g)].reduce((product, [, length]) => product * Number(length), 1)
const isList = ({ type, components }: Parameter): boolean =>
  /^(bytes|string)$|\[\]$/.test(type) || components.some(isList)

/** The clean call with one byte in front of an argument that is shorter than its word, and with its lists a word later. */
function misfits(text: string): [string, Hex][] {
  const signature = parseSignature(text)
  if (signature === null) throw new TypeError(text)
  const { inputs } = signature
  const clean = new Interface([`function ${canonical(signature)}`]).encodeFunctionData(
    signature.name,
    inputs.map(sample),
  )
  expect(clean.slice(0, 10)).toBe(selectorOf(signature))
  const words = clean.slice(10).match(/.{64}/g) ?? []
  const all = (changed: readonly string[]): Hex => `0x${clean.slice(2, 10)}${changed.join('')}`
  const made: [string, Hex][] = []
  const short = inputs.findIndex((one) => one.components.length === 0 && !isList(one) && !isNumbers(one.type))
  const heads = inputs.map((input) =>
    isList(input) ? 1 : input.type === 'tuple' ? input.components.length : wordsOf(input.type),
  )
  const first = heads.slice(0, short).reduce((sum, one) => sum + one, 0)
  // Where all words before it are those of plain arguments.
  if (short >= 0 && inputs.slice(0, short).every(({ type }) => !type.startsWith('tuple')))
    made.push(['dirty', all(words.map((word, i) => (i === first ? `ff${word.slice(2)}` : word)))])
  const [only] = inputs
  const head = heads.reduce((sum, one) => sum + one, 0)
  const places = inputs.flatMap((input, i) =>
    isList(input) ? [heads.slice(0, i).reduce((sum, one) => sum + one, 0)] : [],
  )
  if (places.length > 0) {
    const later = words.map((word, i) =>
      places.includes(i) ? (BigInt(`0x${word}`) + 32n).toString(16).padStart(64, '0') : word,
    )
    made.push(['moved', all([...later.slice(0, head), '0'.repeat(64), ...later.slice(head)])])
  }
  // All in one tuple of plain values: its first short member.
  if (made.length === 0 && only?.type === 'tuple') {
    const member = only.components.findIndex(({ type }) => !isWhole(type))
    made.push(['dirty', all(words.map((word, i) => (i === member ? `ff${word.slice(2)}` : word)))])
  }
  return made
}

const withArguments = [...new Set(READ)].filter((text) => !text.endsWith('()'))
test.each(withArguments)('security: a call of %s in another form is a danger', (text) => {
  const forms = misfits(text)
  expect(forms.length > 0 || (parseSignature(text)?.inputs.every(({ type }) => isWhole(type)) ?? false)).toBe(
    true,
  )
  for (const [form, data] of forms) expect(said({ data }), form).toContain('danger malformed-call')
})
