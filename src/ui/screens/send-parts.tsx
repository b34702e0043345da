/** What the forms of coins, tokens and NFTs have in common. */
import type { Address } from '../../shared/hex.ts'
import { SubmitButton } from '../components/Button.tsx'
import { FieldError } from '../components/Field.tsx'
import { Identicon, NetworkDot } from '../components/Identicon.tsx'
import type { Problem } from './send-checks.ts'

type SendFromProps = {
  address: Address
  name: string | undefined
  network: { name: string; color: string } | undefined
}

/** Whose it is and where, before anything is typed. */
export const SendFrom = ({ address, name, network }: SendFromProps) => (
  <p className="send-from small">
    <Identicon address={address} size={20} />
    <span>
      From <strong>{name}</strong>
    </span>
    <span className="send-network">
      <NetworkDot color={network?.color ?? 'currentColor'} />
      {network?.name}
    </span>
  </p>
)

/** What is wrong with the whole, and the way to the review. */
export const SendFooter = ({ problem, busy }: { problem: Problem | null; busy: boolean }) => (
  <>
    {problem?.field === null && <FieldError text={problem.text} testId="send-error" />}
    <SubmitButton
      busy={busy}
      busyLabel="Preparing…"
      slowLabel="Waiting for the network…"
      testId="send-review"
    >
      Review
    </SubmitButton>
  </>
)
