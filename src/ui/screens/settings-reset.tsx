import { Screen } from '../components/Screen.tsx'

export const SettingsReset = () => <Screen title="SettingsReset">{null}</Screen>
