import { defineMethod } from '../method.ts'
import { ignoreParams } from '../params.ts'

export const web3_clientVersion = defineMethod({
  name: 'web3_clientVersion',
  parse: ignoreParams,
  run: () => ({ result: 'Candor' }),
})
