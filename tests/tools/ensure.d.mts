export function ensure(options?: {
  firefox?: boolean
}): Promise<{ chromium: string; firefox: string | undefined }>
