/** All that requests are read and judged by. */
import { createReader } from '../explaining/reader.ts'
import { createGuard } from '../guard/guard.ts'
import type { Services } from '../services.ts'
import { createPlaces } from './places.ts'

export const createLooking = (services: () => Services): Pick<Services, 'reader' | 'places' | 'guard'> => ({
  reader: createReader(services),
  places: createPlaces(services),
  guard: createGuard(services),
})
