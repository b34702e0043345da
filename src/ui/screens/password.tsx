import { Screen } from '../components/Screen.tsx'

export const Password = () => <Screen title="Password">{null}</Screen>
