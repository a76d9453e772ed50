import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The viewer: a static page that runs from any folder. The Node side is built by scripts/build.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('viewer', import.meta.url)),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // For the development server: bundled beforehand, highs no longer finds its .wasm beside it.
  optimizeDeps: { exclude: ['highs'] },
  build: {
    outDir: fileURLToPath(new URL('dist/viewer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
  },
})
