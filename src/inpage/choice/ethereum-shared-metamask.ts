import { applyChoice } from './apply-choice.ts'

applyChoice({ place: 'shared', asMetaMask: true }, window)
