import { Screen } from '../components/Screen.tsx'

export const Sites = () => <Screen title="Sites">{null}</Screen>
