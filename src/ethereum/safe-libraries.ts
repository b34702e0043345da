/**
 * Contracts of Safe's own whose code a Safe runs as its own as a matter of course: several calls at once, a signed
 * message, a contract that is created. Addresses as @safe-global/safe-deployments has them.
 */
import type { Address } from '../shared/hex.ts'

const LIBRARIES: readonly Address[] = [
  '0x8D29bE29923b68abfDD21e541b9374737B49cdAD', // MultiSend 1.1
  '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761', // MultiSend 1.3
  '0x998739BFdAAdde7C933B942a68053933098f9EDa', // MultiSend 1.3, where transactions name the chain
  '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526', // MultiSend 1.4
  '0x218543288004CD07832472D464648173c77D7eB7', // MultiSend 1.5
  '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D', // MultiSendCallOnly 1.3
  '0xA1dabEF33b3B82c7814B6D82A79e50F4AC44102B', // MultiSendCallOnly 1.3, where transactions name the chain
  '0x9641d764fc13c8B624c04430C7356C1C7C8102e2', // MultiSendCallOnly 1.4
  '0xA83c336B20401Af773B6219BA5027174338D1836', // MultiSendCallOnly 1.5
  '0xA65387F16B013cf2Af4605Ad8aA5ec25a2cbA3a2', // SignMessageLib 1.3
  '0x98FFBBF51bb33A056B08ddf711f289936AafF717', // SignMessageLib 1.3, where transactions name the chain
  '0xd53cd0aB83D845Ac265BE939c57F53AD838012c9', // SignMessageLib 1.4
  '0x4FfeF8222648872B3dE295Ba1e49110E61f5b5aa', // SignMessageLib 1.5
  '0x7cbB62EaA69F79e6873cD1ecB2392971036cFAa4', // CreateCall 1.3
  '0xB19D6FFc2182150F8Eb585b79D4ABcd7C5640A9d', // CreateCall 1.3, where transactions name the chain
  '0x9b35Af71d77eaf8d7e40252370304687390A1A52', // CreateCall 1.4
  '0x2Ef5ECfbea521449E4De05EDB1ce63B75eDA90B4', // CreateCall 1.5
]
const known = new Set(LIBRARIES.map((one) => one.toLowerCase()))

export const isSafeLibrary = (address: Address): boolean => known.has(address.toLowerCase())
