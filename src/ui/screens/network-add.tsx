import { Screen } from '../components/Screen.tsx'

export const NetworkAdd = () => <Screen title="NetworkAdd">{null}</Screen>
