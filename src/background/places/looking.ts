/** All that requests are read and judged by. */
import { createReader } from '../explaining/reader.ts'
import { createGuard } from '../guard/guard.ts'
import type { Services } from '../services.ts'
import { createPlaces } from './places.ts'
import { createUsed } from './used.ts'

export const createLooking = (
  services: () => Services,
): Pick<Services, 'reader' | 'places' | 'used' | 'guard'> => ({
  reader: createReader(services),
  places: createPlaces(services),
  used: createUsed(services),
  guard: createGuard(services),
})
