import { readFileSync } from 'node:fs'
import { AbiCoder, Interface } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { bundledTokens } from '../tokens.ts'
import { parseTypedData } from '../typed-data.ts'
import type { ExplainContext } from './context.ts'
import type { Spec } from './erc7730/descriptor.ts'
import { calldataDigest, explainTransaction } from './explain.ts'
import { createLibrary } from './library.ts'
import { canonical, type Parameter, parseSignature } from './signature.ts'
import { explainTypedData } from './typed-data.ts'

const read = (file: string) => readFileSync(new URL(`../../../public/${file}`, import.meta.url), 'utf8')
const library = createLibrary(read('descriptors.json'), read('signatures.txt'))

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const BOB: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const EVE: Address = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const NEW: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH: Address = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const AAVE: Address = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const ROUTER: Address = '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45'
const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
const MAX = 2n ** 256n - 1n
const DAY = 1_790_000_000n

const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) => bundledTokens(1).find((token) => sameAddress(token.address, address)) ?? null,
  name: () => null,
  isContract: true,
  library,
  network: () => null,
}
const words = (parts: readonly Part[]) =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? `*${part.strong}*` : part.address))
    .join('')
const call = (signature: string, ...args: unknown[]): Hex => {
  const abi = new Interface([`function ${signature}`])
  return `0x${abi.encodeFunctionData(signature.slice(0, signature.indexOf('(')), args).slice(2)}`
}
const told = (to: Address, data: Hex, value = 0n) =>
  explainTransaction({ chainId: 1, from: ME, to, value, data }, context).summary.map(words)

const single =
  'exactInputSingle((address tokenIn,address tokenOut,uint24 fee,address recipient,uint256 amountIn,uint256 amountOutMinimum,uint160 sqrtPriceLimitX96) params)'
const safe =
  'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)'
const ZERO = '0x0000000000000000000000000000000000000000'

describe('calls of known contracts', () => {
  it.each<[Address, Hex, bigint, string]>([
    [WETH, call('deposit()'), 10n ** 18n, 'Wrap *1 ETH*'],
    [WETH, call('withdraw(uint256)', 5n * 10n ** 17n), 0n, 'Unwrap *0.5 ETH*'],
    [
      AAVE,
      call('supply(address,uint256,address,uint16)', USDC, 100_500_000n, ME, 0),
      0n,
      `Supply *100.5 USDC*, for ${ME}`,
    ],
    [AAVE, call('withdraw(address,uint256,address)', USDC, MAX, ME), 0n, `Withdraw *all your USDC* to ${ME}`],
    [
      AAVE,
      call('borrow(address,uint256,uint256,uint16,address)', WETH, 10n ** 18n, 2, 0, ME),
      0n,
      `Borrow *1 WETH* at a *variable* rate, with the debt on ${ME}`,
    ],
    [
      AAVE,
      call('setUserUseReserveAsCollateral(address,bool)', USDC, true),
      0n,
      '*Use* the supplied *USDC* as collateral',
    ],
    [
      ROUTER,
      call(single, [USDC, WETH, 500, BOB, 1_000_000n, 3n * 10n ** 14n, 0]),
      0n,
      `Swap *1 USDC* for at least *0.0003 WETH*, which ${BOB} gets`,
    ],
    [
      '0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84',
      call('submit(address)', ZERO),
      10n ** 18n,
      'Stake *1 ETH* with Lido, for stETH',
    ],
  ])('behavior: %#', (to, data, value, sentence) => {
    const [title, on, ...more] = told(to, data, value)
    expect(title).toBe(sentence)
    expect(on).toMatch(/^Asked of \*.+\* \(0x[0-9a-fA-F]{40}\)\.$/)
    expect(more).toEqual([])
  })
})
describe('calls of any contract', () => {
  it.each<[string, Hex, bigint, string[]]>([
    [
      'a swap of Uniswap v2',
      call('swapExactETHForTokens(uint256,address[],address,uint256)', 5n, [WETH, USDC], EVE, DAY),
      10n ** 18n,
      [`Swap *1 ETH* for at least *0.000005 USDC*, which ${EVE} gets`],
    ],
    ['a vote', call('castVote(uint256,uint8)', 7n, 1), 0n, ['Vote *for* the proposal *7*']],
    [
      'a transaction of a Safe',
      call(safe, USDC, 0, call('transfer(address,uint256)', EVE, 1_000_000n), 0, 0, 0, 0, ZERO, ZERO, '0x'),
      0n,
      [`Run a transaction of the Safe to ${USDC}: *Call*`, `Send *1 USDC* to ${EVE}`],
    ],
    [
      'calls in calls',
      call('multicall(bytes[])', [call('multicall(bytes[])', [call('approve(address,uint256)', EVE, MAX)])]),
      0n,
      [
        'Run several calls of the contract itself',
        'Run several calls of the contract itself',
        `Let ${EVE} spend *unlimited* ${NEW}`,
      ],
    ],
    [
      'shares of a vault',
      call('redeem(uint256,address,address)', 5n, ME, ME),
      0n,
      [`Redeem *5 base units* of ${NEW}, held by ${ME}, with the assets going to ${ME}`],
    ],
    [
      'credit',
      call('approveDelegation(address,uint256)', EVE, MAX),
      0n,
      [`Let ${EVE} borrow up to *an unlimited amount* of ${NEW}, and leave the debt with you`],
    ],
  ])('behavior: %s', (_, data, value, sentences) => {
    const all = told(NEW, data, value).filter((sentence) => !sentence.startsWith('Asked of '))
    expect(all).toEqual(sentences)
  })
})

it('security: coins that are sent along are told, whatever amount the call itself names', () => {
  const data = call('withdraw(uint256)', 5n * 10n ** 17n)
  expect(told(WETH, data, 10n ** 18n).at(-1)).toBe(`Also send *1 ETH* to ${WETH}`)
})

describe('programs', () => {
  const coder = AbiCoder.defaultAbiCoder()
  it('behavior: the steps of the Universal Router, v4 among them', () => {
    const path = `0x${USDC.slice(2)}0001f4${WETH.slice(2)}`
    const action = coder.encode(
      ['tuple(address,tuple(address,uint24,int24,address,bytes)[],uint128,uint128)'],
      [[USDC, [[WETH, 500, 10, ZERO, '0x']], 2_000_000n, 10n ** 15n]],
    )
    const inputs = [
      coder.encode(
        ['address', 'uint256', 'uint256', 'bytes', 'bool'],
        [`0x${'0'.repeat(39)}2`, 1_000_000n, 3n * 10n ** 14n, path, true],
      ),
      coder.encode(['address', 'uint256'], [`0x${'0'.repeat(39)}1`, 3n * 10n ** 14n]),
      coder.encode(['address', 'address', 'uint256'], [USDC, EVE, 2n ** 255n]),
      coder.encode(['bytes', 'bytes[]'], ['0x07', [action]]),
    ]
    const data = call('execute(bytes,bytes[],uint256)', '0x000c0510', inputs, DAY)
    expect(told(NEW, data)).toEqual([
      `Run *4 steps* by the router ${NEW}`,
      'Swap *1 USDC* for at least *0.0003 WETH*, which goes to *the router* (0x0000000000000000000000000000000000000002)',
      `Unwrap at least *0.0003 ETH*, which goes to ${ME}`,
      `Send *all that the router holds of USDC* of the router to ${EVE}`,
      'Swap *2 USDC* for at least *0.001 WETH*',
    ])
    const strange = call('execute(bytes,bytes[],uint256)', '0x000c053f', inputs, DAY)
    expect(told(NEW, strange).join(' ')).not.toContain('Swap')
  })
  it('behavior: the packed list of a Safe, within the transaction that runs it', () => {
    const item = (to: string, data: string) =>
      `00${to.slice(2)}${'0'.repeat(64)}${(data.length / 2 - 1).toString(16).padStart(64, '0')}${data.slice(2)}`
    const packed = `0x${item(USDC, call('approve(address,uint256)', EVE, 1_000_000n))}${item(WETH, call('withdraw(uint256)', 5n))}`
    const list = call('multiSend(bytes)', packed)
    const by = (to: string) => {
      const data = call(safe, to, 0, list, 1, 0, 0, 0, ZERO, ZERO, '0x')
      return told(BOB, data).filter((one) => !one.startsWith('Asked of '))
    }
    expect(by(NEW).slice(1)).toEqual([
      `The code of ${NEW} runs as ${BOB} itself: the data does not tell what it does`,
    ])
    expect(by('0x40A2aCCbd92BCA938b02010E17A5b8929b49130D').slice(1)).toEqual([
      'Run *2 calls*, all or none',
      `Let ${EVE} spend up to *1 USDC*`,
      'Unwrap *0.000000000000000005 ETH*',
    ])
    const cut = call('multiSend(bytes)', packed.slice(0, -2))
    expect(told(NEW, cut).join(' ')).not.toContain('USDC')
  })
  it('behavior: a call of which only the form is known', () => {
    const data = call(
      'schedule(address,uint256,bytes,bytes32,bytes32,uint256)',
      EVE,
      0,
      '0x',
      `0x${'00'.repeat(32)}`,
      `0x${'11'.repeat(32)}`,
      86400n,
    )
    expect(told(NEW, data)).toEqual([
      `Call *schedule* on ${NEW}`,
      'Candor knows the form of this call, not what it does.',
    ])
  })
  it('behavior: the digest of calldata is that of ERC-8213', () => {
    const data = call('transfer(address,uint256)', '0x4675c7e5baafbffbca748158becba61ef3b0a263', 10n ** 18n)
    expect(calldataDigest(data)).toBe('0x812cee5d9cc7461c04bbcd7b70af9c28b243ac5d74d3453b008b93b7dac69985')
  })
})

const text = (message: { types: object; primaryType: string; domain: object; message: object }) => {
  const { domain, types, ...rest } = message
  const fields = Object.keys(domain).map((name) => ({
    name,
    type: name === 'chainId' ? 'uint256' : name === 'verifyingContract' ? 'address' : 'string',
  }))
  return explainTypedData(
    parseTypedData({ ...rest, domain, types: { ...types, EIP712Domain: fields } }, 1),
    ME,
    1,
    context,
  )
}

describe('typed data', () => {
  const permit = {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  }
  it.each([
    [
      5_000_000n,
      `Let ${EVE} spend up to *5 USDC* of ${ME}, if it is used by *21 September 2026, 14:13:20 UTC*`,
    ],
    [
      MAX,
      `Let ${EVE} spend up to *an unlimited amount of USDC* of ${ME}, if it is used by *21 September 2026, 14:13:20 UTC*`,
    ],
  ])('behavior: an allowance by signature (EIP-2612), %#', (value, sentence) => {
    const shown = text({
      types: permit,
      primaryType: 'Permit',
      domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: USDC },
      message: { owner: ME, spender: EVE, value: String(value), nonce: '0', deadline: String(DAY) },
    })
    expect(shown?.summary.map(words)).toEqual([sentence])
  })
  it('behavior: several allowances through Permit2', () => {
    const shown = text({
      types: {
        PermitBatch: [
          { name: 'details', type: 'PermitDetails[]' },
          { name: 'spender', type: 'address' },
          { name: 'sigDeadline', type: 'uint256' },
        ],
        PermitDetails: [
          { name: 'token', type: 'address' },
          { name: 'amount', type: 'uint160' },
          { name: 'expiration', type: 'uint48' },
          { name: 'nonce', type: 'uint48' },
        ],
      },
      primaryType: 'PermitBatch',
      domain: { name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 },
      message: {
        details: [
          { token: USDC, amount: '1000000', expiration: String(DAY), nonce: '0' },
          { token: WETH, amount: String(2n ** 160n - 1n), expiration: String(DAY), nonce: '0' },
        ],
        spender: EVE,
        sigDeadline: String(DAY),
      },
    })
    expect(shown?.summary.map(words)).toEqual([
      `Let ${EVE} spend up to *1 USDC* and *an unlimited amount of WETH*`,
    ])
    expect(shown?.rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Interaction with: Uniswap',
      'Contract: Permit2',
      `Spender: ${EVE}`,
      'Allowance: 1 USDC',
      'Allowance ends: 21 September 2026, 14:13:20 UTC (2026-09-21 14:13:20Z)',
      'Allowance: an unlimited amount of WETH',
      'Allowance ends: 21 September 2026, 14:13:20 UTC (2026-09-21 14:13:20Z)',
      'Signature valid until: 21 September 2026, 14:13:20 UTC (2026-09-21 14:13:20Z)',
    ])
  })
})

/** A value of each type, as ethers takes it. */
function sample({ name, type, components }: Parameter): unknown {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array !== null) {
    const item = { name: '', type: array[1] ?? '', components }
    return Array.from({ length: array[2] ? Number(array[2]) : 2 }, () => sample(item))
  }
  if (type === 'tuple') return components.map(sample)
  if (type === 'address') return EVE
  if (type === 'bool') return true
  if (type === 'string') return 'a text'
  // An amount in a coat of bytes (Polygon).
  if (name === 'depositData') return `0x${'1'.padStart(64, '0')}`
  if (type === 'bytes') return `0xa9059cbb${'11'.repeat(64)}`
  if (type === 'bytes32') return `0x${'0'.repeat(24)}${EVE.slice(2)}`
  if (type.startsWith('bytes')) return `0x${'ab'.repeat(Number(type.slice(5)))}`
  return 1
}

describe('orders', () => {
  const item = (name: string) => ({
    name,
    type: name === 'token' || name === 'recipient' ? 'address' : name === 'itemType' ? 'uint8' : 'uint256',
  })
  const OFFER = ['itemType', 'token', 'identifierOrCriteria', 'startAmount', 'endAmount']
  const SEAPORT_TYPES = {
    OrderComponents: [
      { name: 'offerer', type: 'address' },
      { name: 'zone', type: 'address' },
      { name: 'offer', type: 'OfferItem[]' },
      { name: 'consideration', type: 'ConsiderationItem[]' },
      { name: 'orderType', type: 'uint8' },
      { name: 'startTime', type: 'uint256' },
      { name: 'endTime', type: 'uint256' },
      { name: 'zoneHash', type: 'bytes32' },
      { name: 'salt', type: 'uint256' },
      { name: 'conduitKey', type: 'bytes32' },
      { name: 'counter', type: 'uint256' },
    ],
    OfferItem: OFFER.map(item),
    ConsiderationItem: [...OFFER, 'recipient'].map(item),
  }
  const WORD = `0x${'0'.repeat(64)}`
  const REST = {
    zone: ZERO,
    orderType: 0,
    startTime: '0',
    zoneHash: WORD,
    salt: '1',
    conduitKey: WORD,
    counter: '0',
  }
  it('security: an order of another type by that name is not read', () => {
    const domain = { name: 'Seaport', version: '1.6', chainId: 1, verifyingContract: NEW }
    const types = { OrderComponents: [{ name: 'token', type: 'address' }] }
    expect(text({ types, primaryType: 'OrderComponents', domain, message: { token: USDC } })).toBeNull()
    const [first, ...others] = SEAPORT_TYPES.OrderComponents
    const swapped = { ...SEAPORT_TYPES, OrderComponents: [...others, first] }
    const message = { ...REST, offerer: ME, offer: [], consideration: [], endTime: String(DAY) }
    expect(text({ types: swapped, primaryType: 'OrderComponents', domain, message })).toBeNull()
    expect(text({ types: SEAPORT_TYPES, primaryType: 'OrderComponents', domain, message })).not.toBeNull()
  })
  it('behavior: an order of Seaport says what is given and what comes, and who else gets something', () => {
    const shown = text({
      types: SEAPORT_TYPES,
      primaryType: 'OrderComponents',
      domain: { name: 'Seaport', version: '1.6', chainId: 1, verifyingContract: NEW },
      message: {
        ...REST,
        offerer: ME,
        offer: [{ itemType: 2, token: BOB, identifierOrCriteria: '7', startAmount: '1', endAmount: '1' }],
        consideration: [
          {
            itemType: 0,
            token: ZERO,
            identifierOrCriteria: '0',
            startAmount: String(10n ** 18n),
            endAmount: String(10n ** 18n),
            recipient: ME,
          },
          {
            itemType: 1,
            token: USDC,
            identifierOrCriteria: '0',
            startAmount: '2000000',
            endAmount: '1000000',
            recipient: EVE,
          },
        ],
        endTime: String(DAY),
      },
    })
    expect(shown?.summary.map(words)).toEqual([
      `Offer *item #7* of ${BOB} for *1 ETH*, until 21 September 2026`,
      'Besides, others get *2 to 1 USDC*.',
      `It is for ${NEW}. Only the form is known: what is done with it is up to the code of the contract.`,
    ])
  })
  const witnessed = (verifyingContract: string, permitted: unknown, list = '') => ({
    types: {
      [`Permit${list === '' ? '' : 'Batch'}WitnessTransferFrom`]: [
        { name: 'permitted', type: `TokenPermissions${list}` },
        { name: 'spender', type: 'address' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
        { name: 'witness', type: 'Wish' },
      ],
      TokenPermissions: [
        { name: 'token', type: 'address' },
        { name: 'amount', type: 'uint256' },
      ],
      Wish: [{ name: 'least', type: 'uint256' }],
    },
    primaryType: `Permit${list === '' ? '' : 'Batch'}WitnessTransferFrom`,
    domain: { name: 'Permit2', chainId: 1, verifyingContract },
    message: { permitted, spender: EVE, nonce: '1', deadline: String(DAY), witness: { least: '5' } },
  })
  const THREE = { token: USDC, amount: '3000000' }
  it('behavior: a transfer with a witness names spender, amount and end, and shows the conditions', () => {
    const shown = text(witnessed(PERMIT2, THREE))
    expect(shown?.summary.map(words)[0]).toBe(`Let ${EVE} take *3 USDC* once, until 21 September 2026`)
    expect(shown?.rows).toContainEqual({ label: 'least', value: '5', mono: true, depth: 1 })
  })
  it('security: a witness of another contract, or for no token, is not read', () => {
    expect(text(witnessed(NEW, THREE))).toBeNull()
    expect(text(witnessed(PERMIT2, [], '[]'))).toBeNull()
    expect(text(witnessed(PERMIT2, [THREE], '[]'))).not.toBeNull()
  })
})

describe('the descriptors that come with the wallet', () => {
  const all = [...library.bound('contract'), ...library.interfaces('contract')]
  const formats = all.flatMap((descriptor) =>
    descriptor.formats.map(([key, format]) => ({ key, descriptor, only: format().fields.flatMap(onlyFor) })),
  )
  it('behavior: none is left out', () => {
    const names = Object.keys(JSON.parse(read('descriptors.json')))
    expect(all.length + library.bound('eip712').length + library.interfaces('eip712').length).toBe(
      names.length,
    )
    const messages = [...library.bound('eip712'), ...library.interfaces('eip712')]
    for (const { formats } of messages) for (const [, format] of formats) expect(format).not.toThrow()
  })
  it.each(formats)('behavior: $key is read, and told in a sentence', ({ key, descriptor, only }) => {
    const signature = parseSignature(key)
    if (signature === null) throw new Error('no signature')
    const types = signature.inputs.map(typeText)
    const values = AbiCoder.defaultAbiCoder()
      .encode(
        types,
        signature.inputs.map((input) => (only.includes(input.name) ? 0 : sample(input))),
      )
      .slice(2)
    const selector = new Interface([`function ${canonical(signature)}`]).getFunction(signature.name)?.selector
    const { deployments } = descriptor.binding
    const { chainId, address } = deployments[0] ?? { chainId: 1, address: NEW }
    const tx = { chainId, from: ME, to: address, value: 0n, data: `${selector}${values}` as Hex }
    // As of a contract that says of which token it is.
    const answer = () => `0x${USDC.slice(2).padStart(64, '0')}` as Hex
    const sentences = explainTransaction(tx, { ...context, answer }).summary.map(words)
    expect(sentences.join(' ')).toContain('Asked of ')
    expect(sentences.join(' ')).not.toMatch(/[{}]|undefined/)
  })
})

/** Of a function with a descriptor for each use of it: what must be nothing for this one. */
const onlyFor = (spec: Spec): string[] =>
  'visible' in spec && typeof spec.visible === 'object' && 'mustMatch' in spec.visible
    ? [spec.path ?? '']
    : []

const typeText = ({ type, components }: Parameter): string =>
  type.startsWith('tuple') ? `(${components.map(typeText).join(',')})${type.slice(5)}` : type
