import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import { OptimizerWorker } from './optimizer.ts'

if (parentPort === null) throw new Error('node-worker runs in a worker thread')
expose(new OptimizerWorker(), nodeEndpoint(parentPort))
