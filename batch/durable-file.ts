import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A file that is there whole or not at all: it is written under another name and takes its own when it is closed. */
export interface DurableFile {
  write(bytes: Uint8Array | string): void
  /** On the disk from here on, in place of what was there. */
  close(): void
  /** Leaves nothing behind. After `close` it does nothing. */
  discard(): void
}

export function createDurableFile(path: string): DurableFile {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  const file = openSync(temporary, 'wx', 0o666)
  let open = true
  return {
    write: (bytes) => {
      const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
      for (let written = 0; written < all.length; ) written += writeSync(file, all, written)
    },
    close: () => {
      fsyncSync(file)
      closeSync(file)
      open = false
      renameSync(temporary, path)
      syncFolder(dirname(path))
    },
    discard: () => {
      if (!open) return
      open = false
      closeSync(file)
      rmSync(temporary, { force: true })
    },
  }
}

export function writeDurably(path: string, content: Uint8Array | string) {
  const file = createDurableFile(path)
  try {
    file.write(content)
    file.close()
  } finally {
    file.discard()
  }
}

/** The name itself is on the disk only when its folder is. Some systems cannot open a folder; there the rename has to do. */
function syncFolder(path: string) {
  let folder: number
  try {
    folder = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(folder)
  } catch {
    // Windows: a folder has nothing to sync.
  } finally {
    closeSync(folder)
  }
}
