import { IconButton } from './Button.tsx'
import { toast } from './Toast.tsx'

type AddressProps = {
  address: string
  /** Every character, head and tail emphasised. For reviews, and wherever money is sent. */
  whole?: boolean | undefined
  /** A button that copies it. */
  copy?: boolean | undefined
  testId?: string | undefined
}

export async function copyText(text: string, said = 'Copied'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(said)
  } catch {
    toast('Not copied: the browser refused. Select the text and copy it by hand.')
  }
}

/** An address in mono. Folded, it shows whole on hover and focus. */
export function Address({ address, whole = false, copy = false, testId }: AddressProps) {
  const text = whole ? (
    <WholeAddress address={address} testId={testId} />
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: focus shows the whole address, as hover does.
    <span className="address address-fold" tabIndex={0} data-testid={testId}>
      <span aria-hidden="true">
        <span className="address-head">{address.slice(0, 6)}</span>
        <span className="address-middle">…</span>
        <span className="address-tail">{address.slice(-4)}</span>
      </span>
      <span className="visually-hidden">{address}</span>
      <span className="address-whole" aria-hidden="true">
        <WholeAddress address={address} />
      </span>
    </span>
  )
  if (!copy) return text
  return (
    <span className="address-chip">
      {text}
      <IconButton
        small
        icon="copy"
        name="Copy address"
        onClick={(event) => {
          event.stopPropagation()
          void copyText(address, 'Address copied')
        }}
      />
    </span>
  )
}

function WholeAddress({ address, testId }: { address: string; testId?: string | undefined }) {
  return (
    <span className="address" data-testid={testId}>
      <span className="address-head">{address.slice(0, 6)}</span>
      <span className="address-middle">{address.slice(6, -4)}</span>
      <span className="address-tail">{address.slice(-4)}</span>
    </span>
  )
}
