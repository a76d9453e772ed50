import { expose } from 'comlink'
import { OptimizerWorker } from './optimizer.ts'

expose(new OptimizerWorker())
