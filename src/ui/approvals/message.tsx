import type { MessageApproval } from '../../messaging/protocol.ts'
import type { BodyProps, KindView } from './kind-view.ts'
import { ScrollBox } from './scroll-box.tsx'

function Message({ approval, onEnd }: BodyProps<MessageApproval>) {
  const bytes = (approval.hex.length - 2) / 2
  const size = `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  return (
    <div>
      <p className="ap-label">
        {approval.text === null ? `Not text: ${size}, shown in hexadecimal` : `The message, ${size}`}
      </p>
      <ScrollBox key={approval.digest} label="The message" onEnd={onEnd}>
        <pre className={approval.text === null ? 'ap-text mono' : 'ap-text'}>
          {approval.text ?? approval.hex}
        </pre>
      </ScrollBox>
    </div>
  )
}

export const message: KindView<MessageApproval> = {
  verb: 'Sign',
  busy: 'Signing…',
  Body: Message,
  warnsFirst: true,
  start: () => ({}),
  gated: () => true,
}
