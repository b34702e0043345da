import { applyChoice } from './apply-choice.ts'

applyChoice({ place: 'candor', asMetaMask: false }, window)
