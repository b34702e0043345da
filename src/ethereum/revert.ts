/** What a contract says when it refuses, in words: revert strings, panics, and the errors of widely used contracts. */
import { decodeAbiParameters } from 'viem/utils'
import type { Hex } from '../shared/hex.ts'
import { parseSignature, type Signature, selectorOf } from './explain/signature.ts'
import { visibleLine } from './text.ts'

/** https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require */
const PANICS: Record<number, string> = {
  1: 'an assertion failed',
  17: 'a number became too large or negative',
  18: 'a division by zero',
  33: 'a number stands for nothing in a list of choices',
  34: 'a stored text is damaged',
  49: 'something was taken from an empty list',
  50: 'an index is out of bounds',
  65: 'it asks for too much memory',
  81: 'it calls a function that is not there',
}

/** Errors of ERC-6093, OpenZeppelin, Uniswap, Permit2 and others, each with what it means for a person. */
const KNOWN: readonly (readonly [signature: string, words: string])[] = [
  [
    'ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
    'there is not enough of the token',
  ],
  [
    'ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
    'the contract may not spend so much of the token: allow it first',
  ],
  ['ERC20InvalidReceiver(address receiver)', 'the token cannot be sent to that address'],
  ['ERC20InvalidSender(address sender)', 'the token cannot be sent from that address'],
  ['ERC20InvalidSpender(address spender)', 'that address cannot be allowed to spend'],
  ['ERC721NonexistentToken(uint256 tokenId)', 'there is no such NFT'],
  [
    'ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)',
    'the NFT belongs to somebody else',
  ],
  [
    'ERC721InsufficientApproval(address operator, uint256 tokenId)',
    'the contract may not move that NFT: allow it first',
  ],
  ['ERC721InvalidReceiver(address receiver)', 'the receiver does not take NFTs'],
  [
    'ERC1155InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 tokenId)',
    'there is not enough of the NFT',
  ],
  [
    'ERC1155MissingApprovalForAll(address operator, address owner)',
    'the contract may not move those NFTs: allow it first',
  ],
  ['ERC1155InvalidReceiver(address receiver)', 'the receiver does not take NFTs'],
  ['OwnableUnauthorizedAccount(address account)', 'only the owner of the contract may do this'],
  [
    'AccessControlUnauthorizedAccount(address account, bytes32 neededRole)',
    'this account does not have the right to do this',
  ],
  ['EnforcedPause()', 'the contract is paused'],
  ['ReentrancyGuardReentrantCall()', 'the contract was called back into while it ran'],
  ['SafeERC20FailedOperation(address token)', 'the token refused to be moved'],
  ['FailedCall()', 'a call inside of it failed'],
  ['FailedInnerCall()', 'a call inside of it failed'],
  ['AddressInsufficientBalance(address account)', 'the contract does not hold enough coins'],
  ['InsufficientBalance(uint256 balance, uint256 needed)', 'the contract does not hold enough coins'],
  ['ERC2612ExpiredSignature(uint256 deadline)', 'the signed permission has expired'],
  ['ERC2612InvalidSigner(address signer, address owner)', 'the signed permission is of another account'],
  ['InvalidAccountNonce(address account, uint256 currentNonce)', 'the signed permission was used already'],
  [
    'ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)',
    'the vault does not take so much',
  ],
  [
    'ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)',
    'the vault does not give out so much now',
  ],
  [
    'ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)',
    'the vault does not give out so much now',
  ],
  ['AllowanceExpired(uint256 deadline)', 'the allowance in Permit2 has expired'],
  ['InsufficientAllowance(uint256 amount)', 'the allowance in Permit2 is too small'],
  ['SignatureExpired(uint256 signatureDeadline)', 'the signed permission has expired'],
  ['InvalidNonce()', 'the signed permission was used already'],
  ['InvalidSigner()', 'the signed permission is of another account'],
  ['V3TooLittleReceived()', 'the price moved: less would come than was agreed'],
  ['V3TooMuchRequested()', 'the price moved: more would be taken than was agreed'],
  ['V2TooLittleReceived()', 'the price moved: less would come than was agreed'],
  ['V2TooMuchRequested()', 'the price moved: more would be taken than was agreed'],
  [
    'V4TooLittleReceived(uint256 minAmountOutReceived, uint256 amountReceived)',
    'the price moved: less would come than was agreed',
  ],
  [
    'V4TooMuchRequested(uint256 maxAmountInRequested, uint256 amountRequested)',
    'the price moved: more would be taken than was agreed',
  ],
  ['TransactionDeadlinePassed()', 'it came too late: its deadline had passed'],
  ['ETHTransferFailed()', 'the receiver does not take the coins'],
]
/** Short codes that contracts revert with, which say nothing to a person. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    /too little received|INSUFFICIENT_OUTPUT_AMOUNT|return amount is not enough/i,
    'the price moved: less would come than was agreed',
  ],
  [/too much requested|EXCESSIVE_INPUT_AMOUNT/i, 'the price moved: more would be taken than was agreed'],
  [/transaction too old|(?:Router|Pair)\w*: EXPIRED/i, 'it came too late: its deadline had passed'],
  [/^STF$|TRANSFER_FROM_FAILED/, 'the token could not be taken: the allowance or the balance is too small'],
  [/^ST$|TRANSFER_FAILED/, 'the token refused to be moved'],
]

type KnownError = { signature: Signature; words: string | null }

/** By selector; made with the first refusal. */
let known: Map<string, KnownError> | undefined
const knownErrors = (): Map<string, KnownError> => {
  known ??= new Map(
    [['Error(string message)', null] as const, ['Panic(uint256 reason)', null] as const, ...KNOWN].flatMap(
      ([text, words]) => {
        const signature = parseSignature(text)
        return signature === null ? [] : [[selectorOf(signature), { signature, words }] as const]
      },
    ),
  )
  return known
}

/** @returns null for an error that only the contract's own ABI could name */
export function decodeRevert(data: Hex): string | null {
  const error = knownErrors().get(data.slice(0, 10).toLowerCase())
  if (error === undefined) return null
  const { name, inputs } = error.signature
  try {
    const [first] = inputs.length === 0 ? [] : decodeAbiParameters(inputs, `0x${data.slice(10)}`)
    if (name === 'Error') return inWords(visibleLine(String(first), 160))
    if (name === 'Panic') return PANICS[Number(first)] ?? `panic code ${String(first)}`
    return error.words
  } catch {
    return null
  }
}

/** The contract's own text, with what it means where that is known. */
export function inWords(text: string): string {
  const known = TEXTS.find(([pattern]) => pattern.test(text))
  return known === undefined ? text : `${known[1]} (${text})`
}
