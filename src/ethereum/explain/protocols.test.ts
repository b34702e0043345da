/** What people do with the contracts that they use most: calldata encoded by another library, and the sentences. */
import { readFileSync } from 'node:fs'
import { AbiCoder, Interface } from 'ethers'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../messaging/protocol.ts'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { bundledTokens } from '../tokens.ts'
import { parseTypedData } from '../typed-data.ts'
import type { ExplainContext } from './context.ts'
import { explainTransaction } from './explain.ts'
import { createLibrary } from './library.ts'
import { explainTypedData } from './typed-data.ts'

const read = (file: string) => readFileSync(new URL(`../../../public/${file}`, import.meta.url), 'utf8')
const library = createLibrary(read('descriptors.json'), read('signatures.txt'))

const ME: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const BOB: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const EVE: Address = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
const NEW: Address = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const USDC: Address = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH: Address = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const BASE_USDC: Address = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913'
const EEE = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'
const ZERO: Address = '0x0000000000000000000000000000000000000000'
const MORPHO: Address = '0xBBBBBbbBBb9cC5e90e3b3Af64bdAF62C37EEFFCb'
const LIFI: Address = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE'
const SEAPORT: Address = '0x0000000000000068F116a894984e2DB1123eB395'
const MAX = 2n ** 256n - 1n
const DAY = 1_790_000_000n
const NONE = `0x${'00'.repeat(32)}`

const context: ExplainContext = {
  symbol: 'ETH',
  token: (address) => bundledTokens(1).find((token) => sameAddress(token.address, address)) ?? null,
  tokenOn: (chainId, address) =>
    bundledTokens(chainId).find((token) => sameAddress(token.address, address)) ?? null,
  name: () => null,
  isContract: true,
  library,
  network: (id) =>
    id === 8453 ? { name: 'Base', symbol: 'ETH' } : id === 10 ? { name: 'OP Mainnet', symbol: 'ETH' } : null,
}
const words = (parts: readonly Part[]) =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? `*${part.strong}*` : part.address))
    .join('')
const call = (signature: string, ...args: unknown[]): Hex => {
  const abi = new Interface([`function ${signature}`])
  return `0x${abi.encodeFunctionData(signature.slice(0, signature.indexOf('(')), args).slice(2)}`
}
const told = (to: Address, data: Hex, value = 0n, chainId = 1) =>
  explainTransaction({ chainId, from: ME, to, value, data }, context)
    .summary.map(words)
    .filter((line) => !line.startsWith('Asked of '))
const word = (address: string) => `0x${'0'.repeat(24)}${address.slice(2)}`
const coder = AbiCoder.defaultAbiCoder()

type Row = [string, Address, Hex, bigint, string[]]

const desc = [USDC, WETH, EVE, ME, 1_000_000n, 10n ** 14n, 0]
const MARKET = [USDC, WETH, NEW, EVE, 86n * 10n ** 16n]
const market = '(address,address,address,address,uint256)'
const sent = 'send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)'

describe('swaps', () => {
  it.each<Row>([
    [
      '0x, transformERC20',
      '0xDef1C0ded9bec7F1a1670819833240f027b25EfF',
      call(
        'transformERC20(address,address,uint256,uint256,(uint32,bytes)[])',
        USDC,
        EEE,
        2_000_000n,
        10n ** 15n,
        [[5, '0xab']],
      ),
      0n,
      ['Swap *2 USDC* for at least *0.001 ETH*'],
    ],
    [
      '0x, the second version: the right to take, and the swap within',
      '0x0000000000001fF3684f28c67538d4D072C22734',
      call(
        'exec(address,address,uint256,address,bytes)',
        NEW,
        USDC,
        2_000_000n,
        NEW,
        call(
          'execute((address,address,uint256),bytes[],bytes32)',
          [ME, WETH, 10n ** 15n],
          ['0x12345678'],
          NONE,
        ),
      ),
      0n,
      [
        `Let ${NEW} take up to *2 USDC* during this call only, and call ${NEW}`,
        `Swap for at least *0.001 WETH*, which ${ME} gets`,
      ],
    ],
    [
      '1inch v6',
      '0x111111125421cA6dc452d289314280a0f8842A65',
      call(
        'swap(address,(address,address,address,address,uint256,uint256,uint256),bytes)',
        EVE,
        desc,
        '0x00',
      ),
      0n,
      [`Swap *1 USDC* for at least *0.0001 WETH*, which ${ME} gets`],
    ],
    [
      '1inch v5, for the coin',
      '0x1111111254EEB25477B68fb85Ed929f73A960582',
      call(
        'swap(address,(address,address,address,address,uint256,uint256,uint256),bytes,bytes)',
        EVE,
        [USDC, EEE, EVE, BOB, 1_000_000n, 10n ** 14n, 0],
        '0x',
        '0x00',
      ),
      0n,
      [`Swap *1 USDC* for at least *0.0001 ETH*, which ${BOB} gets`],
    ],
    [
      'KyberSwap',
      '0x6131B5fae19EA4f9D964eAc0408E4408b66337b5',
      call(
        'swap((address,address,bytes,(address,address,address[],uint256[],address[],uint256[],address,uint256,uint256,uint256,bytes),bytes))',
        [EVE, ZERO, '0x', [USDC, WETH, [], [], [], [], ME, 1_000_000n, 10n ** 14n, 0, '0x'], '0x'],
      ),
      0n,
      [`Swap *1 USDC* for at least *0.0001 WETH*, which ${ME} gets`],
    ],
    [
      'Velora',
      '0x6A000F20005980200259B80c5102003040001068',
      call(
        'swapExactAmountIn(address,(address,address,uint256,uint256,uint256,bytes32,address),uint256,bytes,bytes)',
        EVE,
        [USDC, WETH, 1_000_000n, 10n ** 14n, 10n ** 14n, NONE, ZERO],
        0,
        '0x',
        '0x',
      ),
      0n,
      [`Swap *1 USDC* for at least *0.0001 WETH*, which ${ME} gets`],
    ],
    [
      'CoW, with the coin',
      NEW,
      call('createOrder((address,address,uint256,uint256,bytes32,uint256,uint32,bool,int64))', [
        USDC,
        ME,
        10n ** 18n,
        3_000_000_000n,
        NONE,
        0,
        DAY,
        false,
        1,
      ]),
      10n ** 18n,
      [
        `Swap *1 ETH* for at least *3000 USDC*, which ${ME} gets, by order until *21 September 2026, 14:13:20 UTC*`,
      ],
    ],
  ])('behavior: %s', (_, to, data, value, sentences) => {
    expect(told(to, data, value)).toEqual(sentences)
  })
  it('behavior: one pool of 1inch: what comes is known to the pool alone', () => {
    const data = call(
      'unoswapTo(uint256 to,uint256 token,uint256 amount,uint256 minReturn,uint256 dex)',
      BigInt(BOB),
      BigInt(USDC),
      1_000_000n,
      5n,
      2n ** 255n + 7n,
    )
    expect(told('0x111111125421cA6dc452d289314280a0f8842A65', data)).toEqual([
      `Swap *1 USDC* for at least *5* base units of a token that the call does not name, which ${BOB} gets`,
    ])
  })
})

describe('lending and staking', () => {
  it.each<Row>([
    [
      'Morpho, by an amount',
      MORPHO,
      call(`supply(${market},uint256,uint256,address,bytes)`, MARKET, 5_000_000n, 0, ME, '0x'),
      0n,
      [`Lend *5 USDC* for ${ME}`],
    ],
    [
      'Morpho, by shares',
      MORPHO,
      call(`repay(${market},uint256,uint256,address,bytes)`, MARKET, 0, 77n, ME, '0x'),
      0n,
      [`Repay what *77* shares of the market are worth in *USDC* of the debt of ${ME}`],
    ],
    [
      'Morpho, collateral to another',
      MORPHO,
      call(`withdrawCollateral(${market},uint256,address,address)`, MARKET, 10n ** 18n, ME, EVE),
      0n,
      [`Withdraw *1 WETH* of the collateral of ${ME} to ${EVE}`],
    ],
    [
      'Morpho, rights',
      MORPHO,
      call('setAuthorization(address,bool)', EVE, true),
      0n,
      [`*Allow* ${EVE} to borrow, withdraw and move everything of your positions`],
    ],
    [
      'Morpho, a bundle',
      '0x6566194141eefa99Af43Bb5Aa71460Ca2Dc90245',
      call('multicall((address,bytes,uint256,bool,bytes32)[])', [
        [NEW, call('erc20TransferFrom(address,address,uint256)', USDC, NEW, 5_000_000n), 0, false, NONE],
        [
          NEW,
          call('erc4626Deposit(address,uint256,uint256,address)', BOB, 5_000_000n, MAX, ME),
          0,
          false,
          NONE,
        ],
      ]),
      0n,
      [
        'Run several calls by the bundler',
        `Take *5 USDC* from you, to ${NEW}`,
        `Deposit *5000000 base units* of the token of ${BOB} into the vault ${BOB}, for shares that ${ME} gets`,
      ],
    ],
    [
      'Compound v2',
      '0x39AA39c021dfbaE8faC545936693aC917d5E7563',
      call('redeemUnderlying(uint256)', 5_000_000n),
      0n,
      ['Withdraw *5 USDC*'],
    ],
    [
      'Compound v2, the coin',
      '0x4Ddc2D193948926D02f9B1fE9e1daa0718270ED5',
      call('mint()'),
      10n ** 18n,
      ['Lend *1 ETH*'],
    ],
    [
      "Compound's bulker",
      NEW,
      call(
        'invoke(bytes32[],bytes[])',
        [`0x${Buffer.from('ACTION_SUPPLY_ASSET').toString('hex').padEnd(64, '0')}`],
        [coder.encode(['address', 'address', 'address', 'uint256'], [BOB, ME, USDC, 5_000_000n])],
      ),
      0n,
      [`Run *1 step* by ${NEW}`, `Supply *5 USDC* to the market ${BOB}, for ${ME}`],
    ],
    [
      'Aave v2',
      '0x7d2768dE32b0b80b7a3454c06BdAc94A69DDc7A9',
      call('deposit(address,uint256,address,uint16)', USDC, 5_000_000n, ME, 0),
      0n,
      [`Supply *5 USDC*, for ${ME}`],
    ],
    [
      "Aave's gateway",
      '0xd01607c3C5eCABa394D8be377a08590149325722',
      call('borrowETH(address,uint256,uint16)', NEW, 10n ** 18n, 0),
      0n,
      ['Borrow *1 ETH*'],
    ],
    [
      'Lido, to another',
      '0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1',
      call('claimWithdrawalsTo(uint256[],uint256[],address)', [7], [1], EVE),
      0n,
      [`Claim the withdrawals *7* for ${EVE}`],
    ],
    ['Rocket Pool', NEW, call('deposit()'), 10n ** 18n, [`Deposit *1 ETH* into ${NEW}`]],
    [
      'Rocket Pool, back',
      '0xae78736Cd615f374D3085123A210448E74Fc6393',
      call('burn(uint256)', 10n ** 18n),
      0n,
      ['Give back *1 rETH* for ETH'],
    ],
  ])('behavior: %s', (_, to, data, value, sentences) => {
    expect(told(to, data, value)).toEqual(sentences)
  })
})

describe('bridges', () => {
  const week =
    'The bridge of the network itself: nobody else holds the money. Coming back takes about a week and two more transactions.'
  const bridgeData = '(bytes32,string,string,address,address,address,uint256,uint256,bool,bool)'
  it.each<Row>([
    [
      'Across',
      '0x5c7BCd6E7De5423a257D81B442095A1a6ced35C5',
      call(
        'depositV3(address,address,address,address,uint256,uint256,uint256,address,uint32,uint32,uint32,bytes)',
        ME,
        EVE,
        USDC,
        BASE_USDC,
        5_000_000n,
        4_990_000n,
        8453,
        ZERO,
        1,
        DAY,
        0,
        '0x',
      ),
      0n,
      [
        `Send *5 USDC* to ${EVE} on *Base*, for *4.99 USDC* there`,
        'A relayer pays the recipient there first, and is paid back from what you give. When nobody does so in time, it comes back to the sender on this network.',
      ],
    ],
    [
      'Stargate',
      '0xc026395860Db2d07ee33e05fE50ed7bD583189C7',
      call(sent, [30184, word(EVE), 5_000_000n, 4_990_000n, '0x', '0x', '0x'], [10n ** 15n, 0], ME),
      10n ** 15n,
      [
        `Send *5 USDC* to ${EVE} on *Base*, of which at least *4.99 USDC* arrive`,
        "Stargate pays out there from its pools; the message between the networks is vouched for by LayerZero's verifiers.",
      ],
    ],
    [
      'a token of LayerZero to Solana',
      NEW,
      call(sent, [30168, `0x${'ab'.repeat(32)}`, 5n, 4n, '0x', '0x', '0x'], [10n ** 15n, 0], ME),
      10n ** 15n,
      [
        `Send *5 base units* of ${NEW} to *0x${'ab'.repeat(32)}* on *Solana*, of which at least *4 base units* of ${NEW} arrive`,
      ],
    ],
    [
      'Hop',
      '0xb8901acB165ed027E32754E0FFe830802919727f',
      call(
        'sendToL2(uint256,address,uint256,uint256,uint256,address,uint256)',
        10,
        ME,
        10n ** 18n,
        9n * 10n ** 17n,
        DAY,
        ZERO,
        0,
      ),
      10n ** 18n,
      [
        `Send *1 ETH* to ${ME} on *OP Mainnet*, of which at least *0.9 ETH* arrive`,
        "A bonder pays out there at once and is paid back later by the networks' own bridges. Without one it comes with these, within a week.",
      ],
    ],
    [
      'OP Mainnet',
      '0x99C9fc46f92E8a1c0deC1b1747d010903E884bE1',
      call('depositETHTo(address,uint32,bytes)', EVE, 200000, '0x'),
      10n ** 18n,
      [`Send *1 ETH* to ${EVE} on OP Mainnet`, week],
    ],
    [
      'Base',
      '0x3154Cf16ccdb4C6d922629664174b904d80F2C35',
      call('bridgeERC20(address,address,uint256,uint32,bytes)', USDC, BASE_USDC, 5_000_000n, 200000, '0x'),
      0n,
      ['Send *5 USDC* to your own address on Base', week],
    ],
    [
      'Arbitrum',
      '0x72Ce9c846789fdB6fC1f34aC4AD25Dd9ef7031ef',
      call(
        'outboundTransfer(address,address,uint256,uint256,uint256,bytes)',
        USDC,
        EVE,
        5_000_000n,
        1,
        1,
        '0x',
      ),
      10n ** 15n,
      [`Send *5 USDC* to ${EVE} on Arbitrum One`, week],
    ],
    [
      'Polygon',
      '0xA0c68C638235ee32657e8f720a23ceC1bFc77C77',
      call('depositFor(address,address,bytes)', EVE, USDC, coder.encode(['uint256'], [5_000_000n])),
      0n,
      [
        `Send *5 USDC* to ${EVE} on Polygon`,
        "The bridge of the network itself, kept by Polygon's validators. Coming back takes up to three hours and one more transaction.",
      ],
    ],
    [
      'zkSync',
      NEW,
      call(
        'requestL2TransactionDirect((uint256,uint256,address,uint256,bytes,uint256,uint256,bytes[],address))',
        [324, 10n ** 18n, EVE, 9n * 10n ** 17n, '0x', 1, 800, [], ME],
      ),
      10n ** 18n,
      [`Send *1 ETH* to *chain 324*, where ${EVE} gets *0.9 ETH*`],
    ],
    [
      'Wormhole',
      '0x3ee18B2214AFF97000D974cf647E7C347E8fa585',
      call(
        'transferTokens(address,uint256,uint16,bytes32,uint256,uint32)',
        USDC,
        5_000_000n,
        30,
        word(EVE),
        0,
        1,
      ),
      0n,
      [
        `Send *5 USDC* to ${EVE} on *Base*`,
        "What arrives is vouched for by Wormhole's guardians (13 of 19). One more transaction on the other network brings it.",
      ],
    ],
    [
      'Circle',
      NEW,
      call('depositForBurn(uint256,uint32,bytes32,address)', 5_000_000n, 6, word(EVE), USDC),
      0n,
      [`Send *5 USDC* to ${EVE} on *Base*: destroyed here, created there`],
    ],
    [
      'LI.FI',
      LIFI,
      call(
        `startBridgeTokensViaCBridge(${bridgeData},(uint32,uint64))`,
        [NONE, 'cbridge', 'somewhere', ZERO, USDC, EVE, 5_000_000n, 8453, false, false],
        [1, 2],
      ),
      0n,
      [
        `Send *5 USDC* over the bridge *cbridge* to ${EVE} on *Base*`,
        'The bridge that is named keeps the money on the way; LI.FI only hands it over.',
      ],
    ],
    [
      'LI.FI, a swap',
      LIFI,
      call(
        'swapTokensGeneric(bytes32,string,string,address,uint256,(address,address,address,address,uint256,bytes,bool)[])',
        NONE,
        'a',
        'b',
        EVE,
        10n ** 15n,
        [[NEW, NEW, USDC, WETH, 5_000_000n, '0x', true]],
      ),
      0n,
      [`Swap *5 USDC* for at least *0.001 WETH*, which ${EVE} gets`],
    ],
  ])('behavior: %s', (_, to, data, value, sentences) => {
    expect(told(to, data, value).filter((line) => !line.startsWith('Also send '))).toEqual(sentences)
  })
  it('security: whom to trust is said of known contracts only', () => {
    const data = call('depositETHTo(address,uint32,bytes)', EVE, 200000, '0x')
    expect(told(NEW, data, 10n ** 18n).join(' ')).not.toContain('nobody else holds')
  })
})

const ITEM = '(uint8,address,uint256,uint256,uint256'
const PARAMETERS = `(address,address,${ITEM})[],${ITEM},address)[],uint8,uint256,uint256,bytes32,uint256,bytes32,uint256)`
const orderOf = (offer: readonly unknown[], consideration: readonly unknown[]) => [
  BOB,
  ZERO,
  offer,
  consideration,
  0,
  0,
  DAY,
  NONE,
  1,
  NONE,
  consideration.length,
]
const nft = [2, NEW, 7, 1, 1]
const paid = (amount: bigint, to: Address) => [0, ZERO, 0, amount, amount, to]

describe('markets', () => {
  const basic =
    'fulfillBasicOrder((address,uint256,uint256,address,address,address,uint256,uint256,uint8,uint256,uint256,bytes32,uint256,bytes32,bytes32,uint256,(uint256,address)[],bytes))'
  const blurOrder =
    '(address,uint8,address,address,uint256,uint256,address,uint256,uint256,uint256,(uint16,address)[],uint256,bytes)'
  it.each<Row>([
    [
      'an item for the coin, with the shares of others in its price',
      SEAPORT,
      call(basic, [
        ZERO,
        0,
        9n * 10n ** 17n,
        BOB,
        ZERO,
        NEW,
        7,
        1,
        0,
        0,
        DAY,
        NONE,
        1,
        NONE,
        NONE,
        1,
        [[10n ** 17n, EVE]],
        '0x',
      ]),
      10n ** 18n,
      [`Buy *item #7* of ${NEW} for *1 ETH*`],
    ],
    [
      'an item sold for a token, less the shares of others',
      SEAPORT,
      call(basic, [
        NEW,
        7,
        1,
        BOB,
        ZERO,
        WETH,
        0,
        10n ** 18n,
        16,
        0,
        DAY,
        NONE,
        1,
        NONE,
        NONE,
        1,
        [[10n ** 17n, EVE]],
        '0x',
      ]),
      0n,
      [`Sell *item #7* of ${NEW} for *0.9 WETH*`],
    ],
    [
      'an order, its marks behind it',
      SEAPORT,
      `${call(`fulfillOrder((${PARAMETERS},bytes),bytes32)`, [orderOf([nft], [paid(9n * 10n ** 17n, BOB), paid(10n ** 17n, EVE)]), '0x'], NONE)}360c6ebe`,
      10n ** 18n,
      [`Buy *item #7* of ${NEW} for *1 ETH*`],
    ],
    [
      'an offer that is taken, in part, for another',
      SEAPORT,
      call(
        `fulfillAdvancedOrder((${PARAMETERS},uint120,uint120,bytes,bytes),(uint256,uint8,uint256,uint256,bytes32[])[],bytes32,address)`,
        [
          orderOf(
            [[1, WETH, 0, 10n ** 18n, 10n ** 18n]],
            [
              [3, NEW, 7, 4, 4, BOB],
              [1, WETH, 0, 10n ** 16n, 10n ** 16n, EVE],
            ],
          ),
          1,
          2,
          '0x',
          '0x',
        ],
        [],
        NONE,
        EVE,
      ),
      0n,
      [
        `Trade *4 of item #7* of ${NEW} and *0.01 WETH* for *1 WETH*`,
        '*1 / 2* of this order.',
        `What you get goes to ${EVE}.`,
      ],
    ],
    [
      'several orders',
      SEAPORT,
      call(
        `fulfillAvailableOrders((${PARAMETERS},bytes)[],(uint256,uint256)[][],(uint256,uint256)[][],bytes32,uint256)`,
        [
          [orderOf([nft], [paid(10n ** 18n, BOB)]), '0x'],
          [orderOf([[2, NEW, 8, 1, 1]], [paid(2n * 10n ** 18n, BOB)]), '0x'],
        ],
        [],
        [],
        NONE,
        1,
      ),
      3n * 10n ** 18n,
      [
        'Fill as many of *2 orders* as are still there',
        'No more than 1 of them.',
        `Buy *item #7* of ${NEW} for *1 ETH*`,
        `Buy *item #8* of ${NEW} for *2 ETH*`,
      ],
    ],
    [
      'orders against each other',
      SEAPORT,
      call(
        `matchOrders((${PARAMETERS},bytes)[],((uint256,uint256)[],(uint256,uint256)[])[])`,
        [[orderOf([nft], [paid(10n ** 18n, BOB)]), '0x']],
        [],
      ),
      0n,
      ['Match *1 order* with each other', `${BOB} gives *item #7* of ${NEW} for *1 ETH*`],
    ],
    [
      'Blur',
      '0x000000000000Ad05Ccc4F10045630fb830B95127',
      call(
        `execute((${blurOrder},uint8,bytes32,bytes32,bytes,uint8,uint256),(${blurOrder},uint8,bytes32,bytes32,bytes,uint8,uint256))`,
        [[BOB, 1, EVE, NEW, 7, 1, ZERO, 10n ** 18n, 0, DAY, [], 1, '0x'], 27, NONE, NONE, '0x', 0, 0],
        [[ME, 0, EVE, NEW, 7, 1, ZERO, 10n ** 18n, 0, DAY, [], 1, '0x'], 27, NONE, NONE, '0x', 0, 0],
      ),
      10n ** 18n,
      [`Have ${ME} buy *item #7* of ${NEW} from ${BOB} for *1 ETH*`],
    ],
  ])('behavior: %s', (_, to, data, value, sentences) => {
    expect(told(to, data, value).filter((line) => !line.startsWith('Also send '))).toEqual(sentences)
  })
})

describe('coins sent along', () => {
  const order = [[nft], [paid(10n ** 18n, BOB)]] as const
  const data = call(`fulfillOrder((${PARAMETERS},bytes),bytes32)`, [orderOf(order[0], order[1]), '0x'], NONE)
  it('security: what is sent beyond the price is told', () => {
    expect(told(SEAPORT, data, 10n ** 18n).join(' ')).not.toContain('Also send')
    expect(told(NEW, data, 9n * 10n ** 18n)).toContain(`Also send *9 ETH* to ${NEW}`)
  })
  it('security: a contract that only has the form of a market is not called one', () => {
    const all = (to: Address) =>
      explainTransaction({ chainId: 1, from: ME, to, value: 0n, data }, context).summary.map(words)
    expect(all(SEAPORT).at(-1)).toBe(`Asked of *OpenSea, Seaport* (${SEAPORT}).`)
    expect(all(NEW).at(-1)).toContain('Only the name of the function is known')
  })
})

describe('names, votes, liquidity', () => {
  it.each<Row>([
    [
      'a name with its records',
      NEW,
      call('register((string,address,uint256,bytes32,address,bytes[],uint8,bytes32))', [
        'anna',
        ME,
        31_536_000,
        NONE,
        BOB,
        [call('setAddr(bytes32,address)', NONE, EVE)],
        1,
        NONE,
      ]),
      10n ** 16n,
      [
        `Register the name *anna*.eth for ${ME}, for *365 days*, for at most *0.01 ETH*`,
        `Have a name lead to ${EVE}`,
      ],
    ],
    [
      'a resolver',
      '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e',
      call('setResolver(bytes32,address)', NONE, EVE),
      0n,
      [`Let ${EVE} answer for the name *${NONE}*`],
    ],
    [
      'wrapping a name',
      '0xD4416b13d2b3a9aBae7AcD5D6C2BbDBE25686401',
      call('wrapETH2LD(string,address,uint16,address)', 'anna', ME, 1, BOB),
      0n,
      [`Wrap the name *anna*.eth, owned by ${ME}`],
    ],
    [
      'a vote handed in',
      NEW,
      call('castVoteBySig(uint256,uint8,address,bytes)', 5, 0, EVE, '0x12'),
      0n,
      [`Hand in the vote *against* the proposal *5*, signed by ${EVE}`],
    ],
    [
      'a position of Uniswap v4',
      '0xbD216513d74C8cf14cf4747E6AaA6420FF64ee9e',
      call(
        'modifyLiquidities(bytes,uint256)',
        coder.encode(
          ['bytes', 'bytes[]'],
          [
            '0x020d',
            [
              coder.encode(
                [
                  'tuple(address,address,uint24,int24,address)',
                  'int24',
                  'int24',
                  'uint256',
                  'uint128',
                  'uint128',
                  'address',
                  'bytes',
                ],
                [[ZERO, USDC, 500, 10, ZERO], -100, 100, 5, 10n ** 18n, 3_000_000_000n, ME, '0x'],
              ),
              coder.encode(['address', 'address'], [ZERO, USDC]),
            ],
          ],
        ),
        DAY,
      ),
      10n ** 18n,
      [
        'Change liquidity in *2 steps*, by 0xbD216513d74C8cf14cf4747E6AaA6420FF64ee9e',
        `Provide at most *1 ETH* and *3000 USDC* to a pool, as a position of ${ME}`,
        'Pay what is owed of *ETH* and *USDC*',
      ],
    ],
  ])('behavior: %s', (_, to, data, value, sentences) => {
    expect(told(to, data, value).filter((line) => !line.startsWith('Also send '))).toEqual(sentences)
  })
  it('security: an action that is not known makes the whole list not understood', () => {
    const data = call(
      'modifyLiquidities(bytes,uint256)',
      coder.encode(['bytes', 'bytes[]'], ['0x12ee', [coder.encode(['address'], [USDC]), '0x']]),
      DAY,
    )
    expect(told(NEW, data).join(' ')).not.toContain('Settle')
  })
})

describe('typed data', () => {
  const shown = (primaryType: string, types: Record<string, string>, domain: object, message: object) => {
    const fields = (text: string) =>
      text.split(',').map((field) => ({ type: field.split(' ')[0] ?? '', name: field.split(' ')[1] ?? '' }))
    const domainFields = Object.keys(domain).map((name) => ({
      name,
      type: name === 'chainId' ? 'uint256' : name === 'verifyingContract' ? 'address' : 'string',
    }))
    const all = Object.fromEntries(Object.entries(types).map(([name, text]) => [name, fields(text)]))
    const data = parseTypedData(
      { primaryType, domain, types: { ...all, EIP712Domain: domainFields }, message },
      1,
    )
    return explainTypedData(data, ME, 1, context)?.summary.map(words)
  }
  it('behavior: an order of 1inch', () => {
    expect(
      shown(
        'Order',
        {
          Order:
            'uint256 salt,address maker,address receiver,address makerAsset,address takerAsset,uint256 makingAmount,uint256 takingAmount,uint256 makerTraits',
        },
        {
          name: '1inch Aggregation Router',
          version: '6',
          chainId: 1,
          verifyingContract: '0x111111125421cA6dc452d289314280a0f8842A65',
        },
        {
          salt: '1',
          maker: ME,
          receiver: ZERO,
          makerAsset: USDC,
          takerAsset: WETH,
          makingAmount: '5000000',
          takingAmount: '1000000000000000',
          makerTraits: '0',
        },
      ),
    ).toEqual([`Swap *5 USDC* for *0.001 WETH*, which ${ME} gets, until you take it back`])
  })
  it('behavior: an order of Blur, and a list of them that nobody sees', () => {
    const domain = {
      name: 'Blur Exchange',
      version: '1.0',
      chainId: 1,
      verifyingContract: '0x000000000000Ad05Ccc4F10045630fb830B95127',
    }
    const types = {
      Order:
        'address trader,uint8 side,address matchingPolicy,address collection,uint256 tokenId,uint256 amount,address paymentToken,uint256 price,uint256 listingTime,uint256 expirationTime,Fee[] fees,uint256 salt,bytes extraParams,uint256 nonce',
      Fee: 'uint16 rate,address recipient',
    }
    const message = {
      trader: ME,
      side: 1,
      matchingPolicy: EVE,
      collection: NEW,
      tokenId: '7',
      amount: '1',
      paymentToken: ZERO,
      price: '0',
      listingTime: '1',
      expirationTime: String(DAY),
      fees: [],
      salt: '1',
      extraParams: '0x',
      nonce: '0',
    }
    expect(shown('Order', types, domain, message)).toEqual([
      `Offer *item #7* of ${NEW} for *0 ETH*, until 21 September 2026`,
    ])
    expect(shown('Root', { Root: 'bytes32 root' }, domain, { root: NONE })?.[0]).toContain(
      'can offer any of your items for any price',
    )
  })
  it('behavior: rights at Morpho, and over debts of Aave', () => {
    expect(
      shown(
        'Authorization',
        {
          Authorization:
            'address authorizer,address authorized,bool isAuthorized,uint256 nonce,uint256 deadline',
        },
        { chainId: 1, verifyingContract: MORPHO },
        { authorizer: ME, authorized: EVE, isAuthorized: true, nonce: '0', deadline: String(DAY) },
      ),
    ).toEqual([
      `*Allow* ${EVE} to borrow, withdraw and move everything of your positions, if it is used by *21 September 2026, 14:13:20 UTC*`,
    ])
    expect(
      shown(
        'DelegationWithSig',
        { DelegationWithSig: 'address delegatee,uint256 value,uint256 nonce,uint256 deadline' },
        { name: 'Debt', version: '1', chainId: 1, verifyingContract: USDC },
        { delegatee: EVE, value: MAX.toString(), nonce: '0', deadline: String(DAY) },
      ),
    ).toEqual([
      `Let ${EVE} borrow up to *an unlimited amount of USDC*, and leave the debt with you, if it is used by *21 September 2026, 14:13:20 UTC*`,
    ])
  })
  it('behavior: a vote at Snapshot, and letting another vote', () => {
    const domain = { name: 'snapshot', version: '0.1.4' }
    expect(
      shown(
        'Vote',
        {
          Vote: 'address from,string space,uint64 timestamp,bytes32 proposal,uint32 choice,string reason,string app,string metadata',
        },
        domain,
        {
          from: ME,
          space: 'ens.eth',
          timestamp: '1',
          proposal: NONE,
          choice: 2,
          reason: '',
          app: 'snapshot',
          metadata: '{}',
        },
      ),
    ).toEqual([`Vote with choice *2* on the proposal *${NONE}* of *ens.eth*`])
    expect(
      shown('Alias', { Alias: 'address from,address alias,uint64 timestamp' }, domain, {
        from: ME,
        alias: EVE,
        timestamp: '1',
      }),
    ).toEqual([`Let ${EVE} vote and follow in your name on Snapshot`])
  })
})
