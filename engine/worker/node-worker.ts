import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import { hashNatively } from './native-hash.ts'
import { SimulationWorker } from './simulation.ts'

if (parentPort === null) throw new Error('node-worker runs in a worker thread')
hashNatively()
expose(new SimulationWorker(), nodeEndpoint(parentPort))
