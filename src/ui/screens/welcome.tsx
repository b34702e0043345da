import { Screen } from '../components/Screen.tsx'

export const Welcome = () => <Screen title="Welcome">{null}</Screen>
