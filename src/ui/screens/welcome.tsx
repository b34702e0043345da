import { useEffect } from 'react'
import { Button } from '../components/Button.tsx'
import { Mark } from '../components/Icons.tsx'
import { Screen } from '../components/Screen.tsx'
import { openFlow, wipeFlow } from '../flow.ts'
import { go } from '../router.ts'

export function Welcome() {
  useEffect(wipeFlow, [])
  return (
    <Screen
      title="Welcome to Candor"
      header={null}
      footer={
        <>
          <Button
            full
            kind="primary"
            testId="onboarding-create"
            onClick={() => {
              openFlow({ kind: 'create' })
              go('password')
            }}
          >
            Create a new wallet
          </Button>
          <Button full testId="onboarding-restore" onClick={() => go('restore')}>
            Restore from a recovery phrase
          </Button>
          <Button full testId="onboarding-backup-file" onClick={() => go('backup-restore')}>
            Restore from a backup file
          </Button>
          <button
            type="button"
            className="link small welcome-link"
            data-testid="onboarding-networks"
            onClick={() => go('networks')}
          >
            Choose network endpoints first
          </button>
        </>
      }
    >
      <div className="gate gate-welcome">
        <Mark size={64} />
        <p className="gate-name">Candor</p>
        <p className="lead">A wallet that says in plain words what you sign.</p>
        <p className="quiet">
          Your keys are made here and stay here, behind your password. Until you have a wallet, Candor asks
          nothing of the internet.
        </p>
      </div>
    </Screen>
  )
}
