import { Icon } from '../components/Icons.tsx'
import { describeOrigin } from './origin.ts'

type OriginProps = { origin: string; inside?: string | undefined; connected: boolean }

/** Who asks: the whole origin, its registrable part emphasised, and everything odd about it in words. */
export function OriginLine({ origin, inside, connected }: OriginProps) {
  const view = describeOrigin(origin)
  if (view.wallet) {
    return (
      <div className="ap-origin">
        <p className="ap-origin-text">
          <strong>{view.strong}</strong>
        </p>
      </div>
    )
  }
  return (
    <div className="ap-origin">
      <p className="ap-origin-text" dir="ltr">
        <span className="visually-hidden">Asked by </span>
        <span>{view.scheme + view.before}</span>
        {/* A line breaks here rather than within the name that counts. */}
        <wbr />
        <strong>{view.strong}</strong>
        <span className={view.port ? 'ap-origin-port' : undefined}>{view.port}</span>
      </p>
      {inside && <Inside origin={inside} />}
      {view.decoded && (
        <p className="small quiet">
          reads as <bdi>{view.decoded}</bdi>
        </p>
      )}
      <ul className="ap-marks" aria-label="About this site">
        {view.marks.map((mark) => (
          <li key={mark.id} className={`ap-mark ap-mark-${mark.tone}`} data-mark={mark.id}>
            {mark.tone !== 'quiet' && <Icon name={mark.tone} size={14} />}
            {mark.word}
          </li>
        ))}
        <li className="ap-mark" data-mark={connected ? 'connected' : 'first'}>
          {connected ? <Icon name="check" size={14} /> : <Icon name="info" size={14} />}
          {connected ? 'Connected' : 'First time'}
        </li>
      </ul>
    </div>
  )
}

/** The page around it: what is clicked on may be either. */
function Inside({ origin }: { origin: string }) {
  const view = describeOrigin(origin)
  return (
    <p
      className="ap-origin-text ap-origin-inside"
      dir="ltr"
      data-testid="approval-inside"
      data-origin={origin}
    >
      inside {view.scheme + view.before}
      <strong>{view.strong}</strong>
      {view.port}
    </p>
  )
}
