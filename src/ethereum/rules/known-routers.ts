/** The routers of public/venues.json by network, which a test holds this to: swaps of the wallet go over them. */
import type { Address } from '../../shared/hex.ts'

export const KNOWN_ROUTERS: Readonly<Record<number, readonly Address[]>> = {
  1: [
    '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45', // Uniswap v2
    '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af', // Uniswap v4
    '0x13f4EA83D0bd40E75C8222255bc855a974568Dd4', // PancakeSwap v2
    '0xd9e1cE17f2641f24aE83637ab66a2cca9C378B9F', // SushiSwap
    '0x2E6cd2d30aa43f40aa81619ff4b6E0a41479B13F', // SushiSwap v3
  ],
  10: [
    '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45', // Uniswap v2
    '0x851116D9223fabED8E56C0E6b8Ad0c31d98B3507', // Uniswap v4
    '0x8c32Fd078B89Eccb06B40289A539D84A4aA9FDA6', // SushiSwap v3
    '0xa062aE8A9c5e11aaA026fc2670B0D65cCc8B2858', // Velodrome
    '0x416b433906b1B72FA758e166e239c43d68dC6F29', // Velodrome Slipstream
  ],
  56: [
    '0xB971eF87ede563556b2ED4b1C0b0019111Dd85d2', // Uniswap v2
    '0x1906c1d672b88cD1B9aC7593301cA990F94Eae07', // Uniswap v4
    '0x13f4EA83D0bd40E75C8222255bc855a974568Dd4', // PancakeSwap v2
    '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506', // SushiSwap
    '0x909662a99605382dB1E8d69cc1f182bb577d9038', // SushiSwap v3
  ],
  100: [
    '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506', // SushiSwap
    '0x4F54dd2F4f30347d841b7783aD08c050d8410a9d', // SushiSwap v3
  ],
  137: [
    '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45', // Uniswap v2
    '0x1095692A6237d83C6a72F3F5eFEdb9A670C49223', // Uniswap v4
    '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506', // SushiSwap
    '0x0aF89E1620b96170e2a9D0b68fEebb767eD044c3', // SushiSwap v3
    '0xa5E0829CaCEd8fFDD4De3c43696c57F7D7A678ff', // QuickSwap
  ],
  8453: [
    '0x2626664c2603336E57B271c5C0b26F421741e481', // Uniswap v2
    '0x6fF5693b99212Da76ad316178A184AB56D299b43', // Uniswap v4
    '0x678Aa4bF4E210cf2166753e054d5b7c31cc7fa86', // PancakeSwap v2
    '0xcF77a3Ba9A5CA399B7c97c74d54e5b1Beb874E43', // Aerodrome
    '0xBE6D8f0d05cC4be24d5167a3eF062215bE6D18a5', // Aerodrome Slipstream
  ],
  42161: [
    '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45', // Uniswap v2
    '0xA51afAFe0263b40EdaEf0Df8781eA9aa03E381a3', // Uniswap v4
    '0x32226588378236Fd0c7c4053999F88aC0e5cAc77', // PancakeSwap v2
    '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506', // SushiSwap
    '0x8A21F6768C1f8075791D08546Dadf6daA0bE820c', // SushiSwap v3
  ],
  43114: [
    '0xbb00FF08d01D300023C629E8fFfFcb65A5a578cE', // Uniswap v2
    '0x94b75331AE8d42C1b61065089B7d48FE14aA73b7', // Uniswap v4
    '0x1b02dA8Cb0d097eB8D57A175b88c7D8b47997506', // SushiSwap
    '0x8E4638eefee96732C56291fBF48bBB98725c6b31', // SushiSwap v3
    '0x60aE616a2155Ee3d9A68541Ba4544862310933d4', // Trader Joe
  ],
  59144: [
    '0x3d4e44Eb1374240CE5F1B871ab261CD16335B76a', // Uniswap v2
    '0x661E93cca42AfacB172121EF892830cA3b70F08d', // Uniswap v4
    '0x678Aa4bF4E210cf2166753e054d5b7c31cc7fa86', // PancakeSwap v2
  ],
  11155111: [
    '0x3bFA4769FB09eefC5a80d6E87c3B9C650f7Ae48E', // Uniswap v2
    '0x3A9D48AB9751398BbFa63ad67599Bb04e4BdF98b', // Uniswap v4
  ],
}
