import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'

/** The zip format has no year before 1980, and no time zone: this reads the same wherever it was made. */
const mtime = new Date(1980, 0, 1)

/** All files below `folder`, as paths with forward slashes, in the order of their bytes. */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort((a, b) => (a < b ? -1 : 1))
}

/** Zips a folder; the same files give the same bytes, whenever and wherever it runs. */
export function archive(folder) {
  const entries = {}
  for (const path of listFiles(folder)) {
    entries[path] = [readFileSync(join(folder, path)), { level: 9, mtime, os: 3, attrs: 0o644 << 16 }]
  }
  return zipSync(entries)
}
