import type { useSecret } from '../hooks/use-secret.ts'

type SecretBoxProps = {
  secret: Pick<ReturnType<typeof useSecret>, 'text' | 'code' | 'shown'>
  label: string
  testId: string
}

/** A place for `useSecret` to write to: always in the page, masked until it is shown. */
export const SecretBox = ({ secret, label, testId }: SecretBoxProps) => (
  <div className="secret" data-shown={secret.shown}>
    <canvas
      ref={secret.code}
      className="secret-code"
      width={1}
      height={1}
      aria-label={`QR code: ${label}`}
      role="img"
    />
    <div className="field">
      <span className="field-label">{label}</span>
      <p
        ref={secret.text}
        className="secret-text mono break"
        data-testid={secret.shown ? testId : undefined}
        translate="no"
      >
        ••••••••••••••••
      </p>
    </div>
  </div>
)
