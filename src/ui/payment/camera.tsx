import { useEffect, useRef, useState } from 'react'

type CameraProps = {
  /** Called for each code that is seen, until this goes away. */
  onText: (text: string) => void
  onStop: () => void
  /** It cannot be used: why, and what to do. */
  onProblem: (text: string) => void
}

/** What the camera sees, looked through for a QR code. It is off as soon as this is gone or out of sight. */
export function Camera({ onText, onStop, onProblem }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [running, setRunning] = useState(false)
  const told = useRef({ onText, onStop, onProblem })
  told.current = { onText, onStop, onProblem }

  useEffect(() => {
    const player = video.current
    if (!player) return
    const stop = watch(player, {
      seen: (text) => told.current.onText(text),
      started: () => setRunning(true),
      failed: (error) => told.current.onProblem(cameraProblem(error)),
    })
    const onHidden = () => document.hidden && told.current.onStop()
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', onHidden)
    }
  }, [])

  return (
    <div className="scan-frame">
      <video
        ref={video}
        muted
        playsInline
        aria-label="What the camera sees"
        data-testid="scan-video"
        data-running={running}
      />
      <p className="scan-caption" role="status">
        {running
          ? 'Hold the QR code before the camera.'
          : 'Your browser asks whether Candor may use the camera.'}
      </p>
    </div>
  )
}

type Watcher = { seen(text: string): void; started(): void; failed(error: unknown): void }

/** Every track is stopped by what this returns, also one that the browser hands out later. */
function watch(player: HTMLVideoElement, { seen, started, failed }: Watcher): () => void {
  let over = false
  let end = () => {
    over = true
  }
  const begin = async () => {
    if (!navigator.mediaDevices) throw new DOMException('No camera here', 'NotFoundError')
    const { QRCanvas, frameLoop, rearCamera } = await import('qr/dom.js')
    const camera = await rearCamera(player)
    if (over) return camera.stop()
    await player.play()
    if (over) return camera.stop()
    const canvas = new QRCanvas()
    let busy = false
    const cancel = frameLoop(() => {
      if (busy || over) return
      busy = true
      camera
        .readFrame(canvas, true)
        .then((found) => {
          if (!over && typeof found === 'string') seen(found)
        }, failed)
        .finally(() => {
          busy = false
        })
    }, player)
    end = () => {
      over = true
      cancel()
      canvas.clear()
      camera.stop()
    }
    started()
  }
  begin().catch((error) => {
    if (!over) failed(error)
    end()
  })
  return () => end()
}

function cameraProblem(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return 'The camera was refused. Allow it for this page beside the address of the tab and try again, or choose a picture.'
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return 'This device has no camera that the browser can use. Choose a picture instead.'
  if (name === 'NotReadableError' || name === 'AbortError')
    return 'The camera does not answer; another program may be using it. Close that one and try again, or choose a picture.'
  return 'The camera could not be started. Choose a picture instead.'
}
