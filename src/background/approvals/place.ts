type Bounds = { left?: number | undefined; top?: number | undefined; width?: number | undefined }

const MARGIN = 12

/** Top left of a window of that size in the top right corner of another; nothing where its bounds are not known. */
export function placeIn(around: Bounds, size: { width: number }): { left?: number; top?: number } {
  const { left, top, width } = around
  if (left === undefined || top === undefined || width === undefined) return {}
  return {
    left: Math.round(Math.max(left, left + width - size.width - MARGIN)),
    top: Math.round(top + MARGIN),
  }
}
