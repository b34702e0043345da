import { applyChoice } from './apply-choice.ts'

applyChoice({ place: 'candor', asMetaMask: true }, window)
