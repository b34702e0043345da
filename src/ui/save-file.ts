import type { FileToKeep } from '../messaging/protocol.ts'

/** Hands a file to the person, who says where it goes. */
export function saveFile({ name, text }: FileToKeep, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
