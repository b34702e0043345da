export function listFiles(folder: string): string[]
export function archive(folder: string): Uint8Array
