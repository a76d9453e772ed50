import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** One file for Node with all that `entry` (from the root) imports in it, compiled as the product is: what is timed or runs for long. */
export async function bundle(entry) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: 'node20',
      minify: false,
      write: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  })
  return output[0].code
}
