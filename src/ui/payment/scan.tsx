import { useEffect, useId, useRef, useState } from 'react'
import type { ScreenProps } from '../app.tsx'
import { Button } from '../components/Button.tsx'
import { openInTab, PopupHint } from '../components/FileField.tsx'
import { Icon } from '../components/Icons.tsx'
import { Notice } from '../components/Notice.tsx'
import { Screen } from '../components/Screen.tsx'
import { useAction } from '../hooks/use-action.ts'
import { currentView, replace } from '../router.ts'
import { Camera } from './camera.tsx'
import { readPicture } from './read-picture.ts'
import { takePayment } from './take-payment.ts'
import './payment.css'

/** Reads whom to pay from a QR code: by the camera, from a picture, or from a picture that is pasted. */
export function Scan({ params }: ScreenProps) {
  const [noCamera, setNoCamera] = useState<string | null>(null)
  const [live, setLive] = useState(params.camera !== undefined && currentView() === 'tab')
  const take = useAction(async (text: string) => {
    setLive(false)
    await takePayment(text)
    replace('send')
  })
  const look = useAction(async (file: Blob) => {
    take.clear()
    await take.run(await readPicture(file))
  })
  const picture = (file: Blob | undefined) => {
    if (!file) return
    setLive(false)
    void look.run(file)
  }
  usePastedPicture(picture)
  const problem = look.error ?? take.error
  const busy = look.busy || take.busy
  return (
    <Screen
      title="Scan a QR code"
      footer={
        live ? (
          <Button full icon="close" testId="scan-camera-stop" onClick={() => setLive(false)}>
            Stop the camera
          </Button>
        ) : (
          <Button
            full
            kind="primary"
            busy={busy}
            busyLabel="Reading…"
            testId="scan-camera"
            onClick={() => {
              look.clear()
              take.clear()
              setNoCamera(null)
              // A prompt would close the popup, and a side panel shows none.
              if (currentView() === 'tab') setLive(true)
              else openInTab('scan', { camera: 'on' })
            }}
          >
            {currentView() === 'tab' ? 'Use the camera' : 'Use the camera, in a tab'}
          </Button>
        )
      }
    >
      <div className="stack">
        {problem && (
          <Notice kind="caution" title="Nothing was filled in" testId="scan-error" live>
            <span className="scan-problem">{problem}</span>
          </Notice>
        )}
        {noCamera && (
          <Notice kind="caution" title="No camera" testId="scan-camera-problem" live>
            {noCamera}
          </Notice>
        )}
        {live ? (
          <Camera
            onText={(text) => void take.run(text)}
            onStop={() => setLive(false)}
            onProblem={(text) => {
              setLive(false)
              setNoCamera(text)
            }}
          />
        ) : (
          <PictureField onPicture={picture} />
        )}
        {!live && <PopupHint screen="scan" />}
        <p className="small quiet">
          The picture stays on this device. What is read fills in the send form; you check it there, and again
          before anything is signed.
        </p>
      </div>
    </Screen>
  )
}

function PictureField({ onPicture }: { onPicture: (file: Blob | undefined) => void }) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the field inside does the same.
    <div
      className="scan-frame scan-drop"
      data-over={over}
      data-testid="scan-drop"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onPicture(event.dataTransfer.files[0])
      }}
    >
      <input
        id={id}
        type="file"
        accept="image/*"
        data-testid="scan-file"
        onChange={(event) => {
          onPicture(event.target.files?.[0])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <label htmlFor={id}>
        <Icon name="scan" size={40} />
        <span className="row-title">Choose a picture</span>
        <span className="small quiet">or drop or paste it here</span>
      </label>
    </div>
  )
}

function usePastedPicture(onPicture: (file: Blob | undefined) => void): void {
  const latest = useRef(onPicture)
  latest.current = onPicture
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => latest.current(event.clipboardData?.files[0])
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
