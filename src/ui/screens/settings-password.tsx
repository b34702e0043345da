import { Screen } from '../components/Screen.tsx'

export const SettingsPassword = () => <Screen title="SettingsPassword">{null}</Screen>
