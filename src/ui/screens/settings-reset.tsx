import { Screen } from '../components/Screen.tsx'
import { EraseForm } from './erase-form.tsx'

export const SettingsReset = () => (
  <Screen title="Erase this wallet">
    <div className="stack">
      <p>Make sure that you have your recovery phrase on paper before you do this.</p>
      <EraseForm />
    </div>
  </Screen>
)
