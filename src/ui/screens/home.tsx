import { Screen } from '../components/Screen.tsx'

export const Home = () => <Screen title="Home">{null}</Screen>
