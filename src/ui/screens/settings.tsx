import { Screen } from '../components/Screen.tsx'

export const Settings = () => <Screen title="Settings">{null}</Screen>
