import { Screen } from '../components/Screen.tsx'

export const ActivityDetail = () => <Screen title="Transaction">{null}</Screen>
