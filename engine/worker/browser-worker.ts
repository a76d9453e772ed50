import { expose } from 'comlink'
import { SimulationWorker } from './simulation.ts'

expose(new SimulationWorker())
