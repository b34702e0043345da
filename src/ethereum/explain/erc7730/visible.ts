/** Whether a field is shown. A value that must be one of a list and is not makes the descriptor not applicable. */
import type { Value } from '../../typed-data-values.ts'
import type { Scalar, Visible } from './descriptor.ts'
import { raw } from './format-tools.ts'
import { PathError } from './path.ts'

/** @throws PathError */
export function isShown(visible: Visible, value: Value): boolean {
  if (visible === 'never') return false
  if (visible === 'always' || visible === 'optional') return true
  if ('ifNotIn' in visible) return !isAmong(value, visible.ifNotIn)
  if (isAmong(value, visible.mustMatch)) return false
  throw new PathError('a value is not one of those that it must be')
}

function isAmong(value: Value, list: readonly Scalar[]): boolean {
  const text = raw(value).text.toLowerCase()
  return list.some((one) => {
    if (one === null) return value.kind === 'none' || value.kind === 'absent'
    const other = String(one).toLowerCase()
    if (other === text) return true
    return value.kind === 'integer' && /^0x[0-9a-f]{1,64}$/.test(other) && BigInt(other) === value.value
  })
}
