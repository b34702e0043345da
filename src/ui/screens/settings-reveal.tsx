import { Screen } from '../components/Screen.tsx'

export const SettingsReveal = () => <Screen title="SettingsReveal">{null}</Screen>
