import { Screen } from '../components/Screen.tsx'

export const Unlock = () => <Screen title="Unlock">{null}</Screen>
