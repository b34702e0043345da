/** EIP-712 signature over structured data without lists. https://eips.ethereum.org/EIPS/eip-712 */
import { typedDataMethod } from '../typed-data-method.ts'

export const eth_signTypedData_v3 = typedDataMethod('eth_signTypedData_v3', 3)
