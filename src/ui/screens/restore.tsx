import { Screen } from '../components/Screen.tsx'

export const Restore = () => <Screen title="Restore">{null}</Screen>
