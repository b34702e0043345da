import { Screen } from '../components/Screen.tsx'

export const Token = () => <Screen title="Token">{null}</Screen>
