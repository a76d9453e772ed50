#!/usr/bin/env node
import { existsSync } from 'node:fs'

const cli = new URL('../dist/node/cli.js', import.meta.url)

if (existsSync(cli)) {
  await import(cli.href)
} else {
  console.error('takt: the build is missing; run `npm run build` and try again')
  process.exitCode = 70
}
