import { Screen } from '../components/Screen.tsx'

export const Networks = () => <Screen title="Networks">{null}</Screen>
