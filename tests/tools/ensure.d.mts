export function ensure(options?: {
  firefox?: boolean
  modules?: boolean
}): Promise<{ chromium: string; firefox: string | undefined }>
