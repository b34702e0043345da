import { Screen } from '../components/Screen.tsx'

export const Accounts = () => <Screen title="Accounts">{null}</Screen>
