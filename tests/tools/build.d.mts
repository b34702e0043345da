export function build(options?: { outDir?: string }): Promise<void>
export function buildIfStale(): Promise<void>
