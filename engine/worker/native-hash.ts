import { hashWith } from '../log/sha256.ts'

/** Takes the hashes of logs by the machine's own SHA-256 where there is one that answers at once: in Node. A page's is asynchronous, so it keeps the pure one. */
export function hashNatively() {
  // Asked of the process and not imported, so that a browser's bundler can take the library as it is.
  const crypto = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:crypto')
  if (crypto === undefined) return
  hashWith((...pieces) => {
    const hash = crypto.createHash('sha256')
    for (const piece of pieces) hash.update(piece)
    return new Uint8Array(hash.digest())
  })
}
