import { proxy } from 'comlink'
import type { Scenario } from '../../scenarios/model.ts'
import { RunFailed, type SimulationPool } from '../experiment/pool.ts'
import type { SimulationApi } from './api.ts'

/** One worker, however it was made. */
export interface Hand {
  readonly api: SimulationApi
  /** Resolves with the reason when the worker dies of itself; never when it was ended. */
  readonly died: Promise<string>
  end(): unknown
}

/** Jobs go in order to whichever worker is free. A worker that dies is replaced, and its job tried once more. */
export function workerPool(size: number, spawn: () => Hand): SimulationPool {
  const seats: Seat[] = []
  const waiting: Job[] = []
  let closed = false

  const dispatch = () => {
    while (waiting.length > 0 && !closed) {
      const seat = seats.find(({ job }) => job === null) ?? (seats.length < size ? sit() : undefined)
      if (!seat) return
      void work(seat, waiting.shift()!)
    }
  }

  const sit = () => {
    const seat: Seat = { hand: spawn(), known: null, job: null }
    seats.push(seat)
    return seat
  }

  const work = async (seat: Seat, job: Job) => {
    seat.job = job
    try {
      const outcome = await job.attempt(seat)
      if (outcome.kind === 'died') {
        seats.splice(seats.indexOf(seat), 1)
        if (job.mayRetry()) waiting.unshift(job)
        else job.fail(new RunFailed(`the worker that ran the simulation died: ${outcome.reason}`))
      }
    } catch (error) {
      job.fail(error instanceof Error && error.name === 'RunFailed' ? new RunFailed(error.message) : error)
    }
    seat.job = null
    dispatch()
  }

  const ask = <T>(scenario: Scenario, call: Call<T>, { stopped, mayRetry = () => true }: { stopped?: T; mayRetry?: () => boolean }) =>
    new Promise<T>((resolve, reject) => {
      if (closed) throw new RunFailed('the pool of workers is closed')
      let tries = 0
      let cancelled = false
      waiting.push({
        attempt: async (seat) => {
          tries++
          const sent = seat.known === scenario ? null : scenario
          seat.known = scenario
          const done = call(seat.hand.api, sent)
          if (cancelled) void seat.hand.api.stop()
          const outcome = await Promise.race([
            done.then((result) => ({ kind: 'done' as const, result })),
            seat.hand.died.then((reason) => ({ kind: 'died' as const, reason })),
          ])
          if (outcome.kind === 'done') resolve(outcome.result)
          return outcome
        },
        cancel: () => {
          cancelled = true
          if (stopped !== undefined) resolve(stopped)
          return stopped !== undefined
        },
        mayRetry: () => tries === 1 && mayRetry(),
        fail: reject,
      })
      dispatch()
    })

  return {
    size,
    replicate: (scenario, options) => ask(scenario, (api, sent) => api.replicate(sent, options), { stopped: null }),
    sample: (scenario, options, windows) => ask(scenario, (api, sent) => api.sample(sent, options, windows), { stopped: null }),
    batches: (scenario, options, count) => ask(scenario, (api, sent) => api.batches(sent, options, count), { stopped: null }),
    state: (scenario, past) => ask(scenario, (api, sent) => api.state(sent, past), { stopped: null }),
    ahead: (scenario, options) => ask(scenario, (api, sent) => api.ahead(sent, options), { stopped: null }),
    record: (scenario, options, onBytes) => {
      let handedOver = false
      const refused: { error?: unknown } = {}
      const listen = proxy(async (bytes: Uint8Array, now: number) => {
        handedOver = true
        try {
          await onBytes(bytes, now)
        } catch (error) {
          refused.error = error // what the listener threw, and not its shadow that comes back from the worker
          throw error
        }
      })
      return ask(scenario, (api) => api.record(scenario, options, listen), { mayRetry: () => !handedOver }).catch((error: unknown) => {
        throw refused.error ?? error
      })
    },
    stop: () => {
      for (const { hand, job } of seats) if (job) void hand.api.stop()
      const unstarted = waiting.splice(0)
      waiting.push(...unstarted.filter((job) => !job.cancel()))
    },
    close: async () => {
      closed = true
      const ended = seats.splice(0)
      for (const job of [...waiting.splice(0), ...ended.map(({ job }) => job)]) job?.fail(new RunFailed('the pool of workers was closed'))
      await Promise.all(ended.map(({ hand }) => hand.end()))
    },
  }
}

/** A worker and what it is doing. */
interface Seat {
  readonly hand: Hand
  /** The scenario it was sent last: it is not sent again. */
  known: Scenario | null
  job: Job | null
}

/** How an attempt at a job went. What a job gives goes to who asked; the pool only looks at whether the worker lived. */
type Outcome = { readonly kind: 'done' } | { readonly kind: 'died'; readonly reason: string }

interface Job {
  attempt(seat: Seat): Promise<Outcome>
  /** Before it began. False: it must begin all the same, and is stopped at once. */
  cancel(): boolean
  mayRetry(): boolean
  fail(error: unknown): void
}

type Call<T> = (api: SimulationApi, sent: Scenario | null) => Promise<T>
