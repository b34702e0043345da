/** The first format of typed data under its later name. https://eips.ethereum.org/EIPS/eip-712 */
import { typedDataMethod } from '../typed-data-method.ts'

export const eth_signTypedData_v1 = typedDataMethod('eth_signTypedData_v1', 1)
