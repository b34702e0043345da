import { Component, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Screen } from './Screen.tsx'

/** A screen that breaks says so, in the place of a blank page. The wallet itself lives in the background. */
export class Safely extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Screen
        title="This screen broke"
        footer={
          <Button full kind="primary" onClick={() => location.reload()}>
            Open it again
          </Button>
        }
      >
        <p role="alert">
          Your keys and transactions are safe: they are kept elsewhere. Nothing was signed. Open the screen
          again; if it breaks again, please report what you did.
        </p>
      </Screen>
    )
  }
}
