import { Screen } from '../components/Screen.tsx'

export const Receive = () => <Screen title="Receive">{null}</Screen>
