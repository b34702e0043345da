/** EIP-712 signature over structured data. https://eips.ethereum.org/EIPS/eip-712 */
import { typedDataMethod } from '../typed-data-method.ts'

export const eth_signTypedData_v4 = typedDataMethod('eth_signTypedData_v4', 4)
