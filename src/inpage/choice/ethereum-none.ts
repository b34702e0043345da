import { applyChoice } from './apply-choice.ts'

applyChoice({ place: 'none', asMetaMask: false }, window)
