/** The first format of typed data, for old sites. https://eips.ethereum.org/EIPS/eip-712 */
import { typedDataMethod } from '../typed-data-method.ts'

export const eth_signTypedData = typedDataMethod('eth_signTypedData', 1)
