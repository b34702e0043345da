import { Screen } from '../components/Screen.tsx'

export const Backup = () => <Screen title="Backup">{null}</Screen>
