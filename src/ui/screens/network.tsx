import { Screen } from '../components/Screen.tsx'

export const Network = () => <Screen title="Network">{null}</Screen>
