/**
 * The bridges of LI.FI's diamond, by its public interface (https://github.com/lifinance/contracts): the selectors of
 * `startBridgeTokensVia…` and `swapAndStartBridgeTokensVia…`. Each takes `BridgeData` first, whose receiver, network
 * and amount it holds to; no other function of the diamond does.
 */
const BRIDGES = {
  Across: '0x1fd8010c 0x3a3f7332',
  AcrossV4: '0xa1f1ce43 0x1794958f',
  AcrossV4Swap: '0x6a90d66e 0x9b054bc4',
  AllBridge: '0x6a51e9a9 0x63267469',
  ArbitrumBridge: '0xc9851d0b 0x3cc9517b',
  CBridge: '0xae0b91e5 0x482c6a85',
  CelerCircleBridge: '0xe0a4201c 0x4f3b0759',
  Chainflip: '0x0ad553b3 0xee3314a1',
  DeBridgeDln: '0x4004633e 0x2c7d2db0',
  Eco: '0x7e56b7b0 0x9e75aa95',
  Garden: '0x5f9af35d 0x76ad76fe',
  GasZip: '0xfc5f1003 0x606326ff',
  Glacis: '0x6f9206ba 0x9c4b6dd9',
  GnosisBridge: '0xf66fe519 0x7bf96e0a',
  Hop: '0xb3b63587 0xa01fe784',
  HopL1ERC20: '0x082bc047 0x42afe79a',
  HopL1Native: '0x03add8c3 0x8d03f456',
  HopL2ERC20: '0x0b4cb5d8 0xd40e64cc',
  HopL2Native: '0x55c99cd8 0xca360ae0',
  LayerSwap: '0xee9e98e0 0x4c279d6b',
  LiFiIntentEscrowV2: '0x7dbcf1d9 0x6d21c5df',
  Mayan: '0xb4875292 0x80c65808',
  MegaETHBridge: '0x4213dfff 0x22256e89',
  NEARIntents: '0x5cf8113b 0x3110c7b9',
  OmniBridge: '0x782621d8 0x95726782',
  OptimismBridge: '0xce8a97a5 0x5bb5d448',
  PaxosTransit: '0x5080ffe2 0x637f1d04',
  PolygonBridge: '0xaf62c7d6 0xb4f37581',
  PolymerCCTP: '0xf434d6ca 0x17917a4e',
  RelayDepository: '0x092e8fa4 0xa3443faa',
  Squid: '0x3f313808 0xa8f66666',
  Stargate: '0x14d53077 0xa6010a66',
  Superset: '0x0691ff78 0xf26e657f',
  Symbiosis: '0xe23b7a08 0xc46059b2',
  ThorSwap: '0x2541ec57 0xad673d88',
  Unit: '0x64261d58 0x21a3af52',
}

export const BRIDGE_SELECTORS: ReadonlySet<string> = new Set(
  Object.values(BRIDGES).flatMap((selectors) => selectors.split(' ')),
)
