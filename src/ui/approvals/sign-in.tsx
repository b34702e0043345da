import type { Detail, SignInApproval } from '../../messaging/protocol.ts'
import { useNetwork } from '../state.ts'
import { DetailList, Disclosure } from './details.tsx'
import type { BodyProps, KindView } from './kind-view.ts'
import { ScrollBox } from './scroll-box.tsx'

const timeWords = (at: number): string =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })

const hasMore = ({ statement, resources }: SignInApproval) => statement !== null || resources.length > 0

function SignIn({ approval, onEnd }: BodyProps<SignInApproval>) {
  const network = useNetwork(Number(approval.messageChainId))
  const { statement, resources, expirationTime, notBefore } = approval
  const rows: Detail[] = [
    { label: 'Site', value: approval.domain, mono: true },
    ...(approval.account ? [{ label: 'Account', value: approval.account }] : []),
    { label: 'Network', value: network?.name ?? `Chain id ${approval.messageChainId}` },
    { label: 'Ends', value: expirationTime === null ? 'No end is stated' : timeWords(expirationTime) },
    ...(notBefore === null ? [] : [{ label: 'Begins', value: timeWords(notBefore) }]),
    { label: 'Issued', value: timeWords(approval.issuedAt) },
  ]
  return (
    <>
      {hasMore(approval) && (
        <ScrollBox key={approval.digest} label="What you agree to" onEnd={onEnd}>
          {statement !== null && <p className="ap-statement">{statement || 'An empty statement'}</p>}
          {resources.length > 0 && (
            <>
              <h2 className="ap-label">It refers to</h2>
              <ul className="ap-resources mono">
                {resources.map((resource, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list of one approval does not move.
                  <li key={index}>{resource}</li>
                ))}
              </ul>
            </>
          )}
        </ScrollBox>
      )}
      <DetailList rows={rows} />
    </>
  )
}

const Text = ({ approval }: BodyProps<SignInApproval>) => (
  <div className="ap-disclosures ap-disclosures-above">
    <Disclosure title="The text that is signed" testId="approval-text">
      <pre className="ap-raw">{approval.text}</pre>
    </Disclosure>
  </div>
)

export const signIn: KindView<SignInApproval> = {
  verb: 'Sign in',
  busy: 'Signing in…',
  Body: SignIn,
  After: Text,
  warnsFirst: true,
  start: () => ({}),
  gated: hasMore,
}
