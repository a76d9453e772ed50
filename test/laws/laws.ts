/** A plant whose answer is known, and what it must give. The file in scenarios/laws/ says where the answer comes from. */
export interface Law {
  readonly file: string
  /** What differs from the file: path and value, as in `takt run --set`. */
  readonly set?: Readonly<Record<string, unknown>>
  readonly title: string
  /** Runs of the file's own horizon and warm-up that bring the half-width of the 99.9 % interval below 1 % of each answer. */
  readonly runs: number
  /** Takes minutes: left to `npm run validation`. */
  readonly slow?: true
  readonly answers: readonly Answer[]
}

export interface Answer {
  readonly what: string
  readonly answer: number
  /** From the KPIs of one run; `kpi(name, subject)`. */
  readonly of: (kpi: Kpis) => number
  /** How far the stated answer itself may be off: last digit, standard error of a long run, a model that is only nearly the same. Default 0. */
  readonly within?: number
}

export type Kpis = (name: string, subject?: string) => number

const perSecond = (kpi: Kpis) => kpi('throughput') / 3600
const throughput = (answer: number, within = 0): Answer => ({ what: 'throughput per second', answer, within, of: perSecond })
const share = (state: string, station: string) => (kpi: Kpis) => kpi(`state.${state}`, station)
const minutes = (name: string) => (kpi: Kpis) => kpi(name) / 60

/** Four digits are stated: the answer is known to half of the last one. */
const FOUR_DIGITS = 0.00005

export const laws: readonly Law[] = [
  {
    file: 'mm1',
    title: 'M/M/1, λ 0.9/s, μ 1/s',
    runs: 2600,
    answers: [
      { what: 'time in system, s', answer: 10, of: (kpi) => kpi('leadTime') },
      { what: 'units in system', answer: 9, of: (kpi) => kpi('wip') },
    ],
  },
  {
    file: 'mm1-minutes',
    title: 'M/M/1, one arrival every 1.25 min, service 1 min',
    runs: 52,
    answers: [
      { what: 'waiting time, min', answer: 4, of: minutes('waitingTime') },
      { what: 'time in system, min', answer: 5, of: minutes('leadTime') },
      { what: 'units waiting', answer: 3.2, of: (kpi) => kpi('queueLength', 'queue') },
      { what: 'units in system', answer: 4, of: (kpi) => kpi('wip') },
    ],
  },
  {
    file: 'mg1-uniform',
    title: 'M/G/1 after Pollaczek and Khinchine, service uniform on 0.1–1.9 min',
    runs: 38,
    answers: [
      { what: 'waiting time, min', answer: 2.54, of: minutes('waitingTime') },
      { what: 'units waiting', answer: 2.032, of: (kpi) => kpi('queueLength', 'queue') },
    ],
  },
  {
    file: 'md1',
    title: 'M/D/1, load 0.8, service always 1 min',
    runs: 38,
    answers: [{ what: 'waiting time, min', answer: 2, of: minutes('waitingTime') }],
  },
  {
    file: 'me4',
    title: 'Erlang service of four phases, load 0.8, mean 1 min',
    runs: 38,
    answers: [{ what: 'waiting time, min', answer: 2.5, of: minutes('waitingTime') }],
  },
  {
    file: 'mm2',
    title: 'M/M/2, λ 2/h, μ 3/h each',
    runs: 56,
    answers: [
      { what: 'units in system', answer: 3 / 4, of: (kpi) => kpi('wip') },
      { what: 'units waiting', answer: 1 / 12, of: (kpi) => kpi('queueLength', 'queue') },
      { what: 'waiting time, h', answer: 1 / 24, of: (kpi) => kpi('waitingTime') / 3600 },
    ],
  },
  {
    file: 'mm2-one-server',
    title: 'M/M/1, λ 2/h, μ 3/h',
    runs: 34,
    answers: [{ what: 'units in system', answer: 2, of: (kpi) => kpi('wip') }],
  },
  {
    file: 'mm10',
    title: 'M/M/10, λ 9/s, μ 1/s each',
    runs: 60,
    slow: true,
    answers: [
      { what: 'units waiting', answer: 6.018584, of: (kpi) => kpi('queueLength', 'queue') },
      { what: 'waiting time, s', answer: 0.668732, of: (kpi) => kpi('waitingTime') },
    ],
  },
  {
    file: 'preemptive-resume',
    title: 'Two classes, of which one displaces the other, M/M/1 with preemptive resume',
    runs: 95,
    answers: [
      { what: 'time in system of the urgent, s', answer: 85.714286, of: (kpi) => kpi('leadTime', 'urgent') },
      { what: 'time in system of the usual, s', answer: 285.714286, of: (kpi) => kpi('leadTime', 'usual') },
    ],
  },
  {
    file: 'preemptive-repeat',
    title: 'Work that is undone by more urgent work, preemptive repeat',
    runs: 20,
    answers: [{ what: 'usual pieces per hour', answer: 34.68363, of: (kpi) => kpi('throughput', 'usual') }],
  },
  {
    file: 'full-batches',
    title: 'Units served four by four, an E4/M/1 queue of batches',
    runs: 110,
    answers: [
      { what: 'time in system, s', answer: 9.442918, of: (kpi) => kpi('leadTime') },
      { what: 'station processing', answer: 0.75, of: share('processing', 'oven') },
    ],
  },
  {
    file: 'failures-processing',
    title: 'M/M/1 that fails once in 20 s of processing and is repaired in 4 s',
    runs: 30,
    answers: [{ what: 'units in system', answer: 2, of: (kpi) => kpi('wip') }],
  },
  {
    file: 'failures-calendar',
    title: 'M/M/1 that fails once in 20 s of the calendar and is repaired in 4 s',
    runs: 30,
    answers: [{ what: 'units in system', answer: 7 / 3, of: (kpi) => kpi('wip') }],
  },
  {
    file: 'priorities',
    title: 'Non-preemptive priorities, λ 0.2, 0.6 and 1.2/s, μ 3/s',
    runs: 44,
    answers: [
      { what: 'waiting time of the urgent, s', answer: 0.238095, of: (kpi) => kpi('waitingTime', 'urgent') },
      { what: 'waiting time of the normal, s', answer: 0.324675, of: (kpi) => kpi('waitingTime', 'normal') },
      { what: 'waiting time of the relaxed, s', answer: 0.909091, of: (kpi) => kpi('waitingTime', 'relaxed') },
    ],
  },
  {
    file: 'jackson',
    title: 'Jackson network of three stations',
    runs: 60,
    answers: [
      { what: 'units at station 1', answer: 1, of: (kpi) => kpi('queueLength', 'q1') + kpi('state.processing', 's1') },
      { what: 'units at station 2', answer: 4 / 3, of: (kpi) => kpi('queueLength', 'q2') + 2 * kpi('state.processing', 's2') },
      { what: 'units at station 3', answer: 3, of: (kpi) => kpi('queueLength', 'q3') + kpi('state.processing', 's3') },
      { what: 'time in the network, h', answer: 2 / 3, of: (kpi) => kpi('leadTime') / 3600 },
    ],
  },
  {
    file: 'penny-fab',
    title: 'Penny Fab One, deterministic, CONWIP of 3',
    runs: 3,
    answers: [
      { what: 'throughput per hour', answer: 3 / 8, of: (kpi) => kpi('throughput'), within: 1e-4 },
      { what: 'lead time, h', answer: 8, of: (kpi) => kpi('leadTime') / 3600, within: 1e-9 },
      { what: 'units in the line', answer: 3, of: (kpi) => kpi('wip'), within: 1e-9 },
    ],
  },
  {
    file: 'penny-fab-exponential',
    title: 'Penny Fab One, exponential, CONWIP of 3',
    runs: 12,
    answers: [
      { what: 'throughput per hour', answer: 1 / 4, of: (kpi) => kpi('throughput') },
      { what: 'lead time, h', answer: 12, of: (kpi) => kpi('leadTime') / 3600 },
    ],
  },
  ...[1, 2, 4, 6].map(
    (w): Law => ({
      file: 'penny-fab',
      set: { 'loops.pennies.limit': w },
      title: `Penny Fab One, deterministic, CONWIP of ${w}`,
      runs: 3,
      answers: [
        { what: 'throughput per hour', answer: Math.min(w / 8, 1 / 2), of: (kpi) => kpi('throughput'), within: 1e-3 },
        { what: 'lead time, h', answer: Math.max(8, 2 * w), of: (kpi) => kpi('leadTime') / 3600, within: 1e-9 },
      ],
    }),
  ),
  ...[1, 2, 4, 5, 12].map(
    (w): Law => ({
      file: 'penny-fab-exponential',
      set: { 'loops.pennies.limit': w },
      title: `Penny Fab One, exponential, CONWIP of ${w}`,
      runs: 12,
      answers: [{ what: 'throughput per hour', answer: w / (2 * (w + 3)), of: (kpi) => kpi('throughput') }],
    }),
  ),
  {
    file: 'closed-line',
    title: 'Closed line of three unequal stations, CONWIP of 4 (mean value analysis)',
    runs: 20,
    answers: [
      { what: 'throughput per hour', answer: 0.299003, of: (kpi) => kpi('throughput') },
      { what: 'lead time, h', answer: 13.377778, of: (kpi) => kpi('leadTime') / 3600 },
      { what: 'units at the slowest station', answer: 2.451827, of: (kpi) => kpi('queueLength', 'b3') + kpi('state.processing', 's3') },
    ],
  },
  {
    file: 'two-cyclic',
    title: 'Two servers in turn, E2/M/1 each',
    runs: 90,
    answers: [{ what: 'time in system, s', answer: 3.843977, of: (kpi) => kpi('leadTime') }],
  },
  {
    file: 'two-random',
    title: 'Two servers by chance, M/M/1 each',
    runs: 135,
    answers: [{ what: 'time in system, s', answer: 5, of: (kpi) => kpi('leadTime') }],
  },
  {
    file: 'two-shortest',
    title: 'The shorter of two queues',
    runs: 90,
    answers: [{ what: 'time in system, s', answer: 2.955737, of: (kpi) => kpi('leadTime') }],
  },
  {
    file: 'machine-repair-1',
    title: 'Ten machines, up 20 h, repair 2 h, one repairer',
    runs: 10,
    answers: [{ what: 'machines up', answer: 7.85418, of: (kpi) => 10 * kpi('state.processing', 'machines') }],
  },
  {
    file: 'machine-repair-2',
    title: 'Ten machines, up 20 h, repair 2 h, two repairers',
    runs: 10,
    answers: [{ what: 'machines up', answer: 8.96136, of: (kpi) => 10 * kpi('state.processing', 'machines') }],
  },
  {
    file: 'people-mm2',
    title: 'Three stations that share two operators: M/M/2',
    runs: 60,
    slow: true,
    answers: [
      { what: 'units in system', answer: 3 / 4, of: (kpi) => kpi('wip') },
      { what: 'waiting time, h', answer: 1 / 24, of: (kpi) => kpi('waitingTime') / 3600 },
      { what: 'share of time at work', answer: 1 / 3, of: (kpi) => kpi('utilisation', 'operators') },
    ],
  },
  {
    file: 'loading-interference',
    title: 'Ten machines that two operators load for 2 h and that run 20 h alone: machine interference',
    runs: 10,
    answers: [{ what: 'machines running', answer: 8.96136, of: (kpi) => 20 * kpi('throughput') }],
  },
  {
    file: 'loading-cycle',
    title: 'One operator loads and unloads three machines: the cycle of a machine',
    runs: 2,
    answers: [
      { what: 'units per hour', answer: 22.5, of: (kpi) => kpi('throughput') },
      { what: 'operator at work', answer: 0.75, of: (kpi) => kpi('utilisation', 'operator') },
    ],
  },
  {
    file: 'loading-cycle',
    set: { 'stations.machines.slots': 5 },
    title: 'One operator loads and unloads five machines: the cycle of the operator',
    runs: 2,
    answers: [
      { what: 'units per hour', answer: 30, of: (kpi) => kpi('throughput') },
      { what: 'operator at work', answer: 1, of: (kpi) => kpi('utilisation', 'operator') },
    ],
  },
  {
    file: 'tools-mm2',
    title: 'Three stations that share two fixtures: M/M/2',
    runs: 60,
    slow: true,
    answers: [
      { what: 'units in system', answer: 3 / 4, of: (kpi) => kpi('wip') },
      { what: 'waiting time, h', answer: 1 / 24, of: (kpi) => kpi('waitingTime') / 3600 },
      { what: 'share of time in use', answer: 1 / 3, of: (kpi) => kpi('utilisation', 'fixture') },
    ],
  },
  {
    file: 'tool-life',
    title: 'A cutter for 100 units, reground four times, then replaced: exact',
    runs: 2,
    answers: [
      { what: 'units per hour', answer: (60 * 420) / 510, of: (kpi) => kpi('throughput') },
      { what: 'new cutters per 100 h', answer: 6000 / 510, of: (kpi) => kpi('toolsUsed', 'cutter') / 5.1 },
      { what: 'reground per 100 h', answer: 24_000 / 510, of: (kpi) => kpi('toolsReground', 'cutter') / 5.1 },
    ],
  },
  {
    file: 'tool-age',
    title: 'Tools replaced by age at the optimum, Weibull shape 2.5, costs 1 and 5',
    runs: 80,
    answers: [
      {
        what: 'cost per 1000 min',
        answer: 3.46204,
        of: (kpi) => (kpi('toolsUsed', 'drill') + 4 * kpi('toolsBroken', 'drill')) / 1000,
      },
    ],
  },
  {
    file: 'people-interference',
    title: 'Ten machines, run 20 h, two operators for 2 h: machine interference',
    runs: 10,
    answers: [{ what: 'machines running', answer: 8.96136, of: (kpi) => 20 * kpi('throughput') }],
  },
  {
    file: 'people-preemption',
    title: 'One operator called away by more urgent work: preemptive resume, λ 0.2, 0.6 and 1.2/s, μ 3/s',
    runs: 44,
    answers: [
      { what: 'time in system of the urgent, s', answer: 0.357143, of: (kpi) => kpi('leadTime', 'urgent') },
      { what: 'time in system of the normal, s', answer: 0.487013, of: (kpi) => kpi('leadTime', 'normal') },
      { what: 'time in system of the relaxed, s', answer: 1.363636, of: (kpi) => kpi('leadTime', 'relaxed') },
    ],
  },
  {
    file: 'pallets-conwip',
    title: 'Six pallets through four exponential stations: CONWIP',
    runs: 10,
    answers: [{ what: 'throughput per hour', answer: 1 / 3, of: (kpi) => kpi('throughput') }],
  },
  { file: 'line2', title: 'Two exponential stations, three places between', runs: 30, answers: [throughput(5 / 6)] },
  ...[1, 2, 8].map(
    (b): Law => ({
      file: 'line2',
      set: { 'buffers.b1.capacity': b },
      title: `Two exponential stations, ${b} ${b === 1 ? 'place' : 'places'} between`,
      runs: 30,
      answers: [throughput((b + 2) / (b + 3))],
    }),
  ),
  {
    file: 'line2-uneven',
    title: 'Two stations, rates 1 and 1.2/s, three places between',
    runs: 30,
    answers: [throughput(0.899294)],
  },
  { file: 'line3-b0', title: 'Three exponential stations without buffers', runs: 60, answers: [throughput(0.5641, FOUR_DIGITS)] },
  { file: 'line3-b1', title: 'Three exponential stations, buffers of one', runs: 30, answers: [throughput(0.6705, FOUR_DIGITS)] },
  { file: 'line3-b2', title: 'Three exponential stations, buffers of two', runs: 30, answers: [throughput(0.734, FOUR_DIGITS)] },
  { file: 'line3-b3', title: 'Three exponential stations, buffers of three', runs: 30, answers: [throughput(0.7767, FOUR_DIGITS)] },
  {
    file: 'line3-bowl',
    title: 'Three stations with less work in the middle',
    runs: 60,
    answers: [throughput(0.5672, FOUR_DIGITS)],
  },
  {
    file: 'line2-failing',
    title: 'Two exponential stations, three places between, the second fails',
    runs: 30,
    answers: [
      throughput(0.733434),
      { what: 'share of time station 2 is down', answer: 0.146687, of: share('down', 's2') },
      { what: 'share of time station 1 is blocked', answer: 0.266566, of: share('blocked', 's1') },
    ],
  },
  {
    file: 'transfer-line',
    title: 'Transfer line of three stations that fail, no buffers',
    runs: 16,
    answers: [throughput(1 / 1.065, 0.0001)],
  },
  { file: 'transfer-line-buffered', title: 'Three stations that fail, endless buffers', runs: 40, answers: [throughput(1 / 1.1)] },
  {
    file: 'fluid-processing',
    title: 'Two fluid machines that fail by their processing clock',
    runs: 56,
    answers: [{ what: 'share of the full rate', answer: 0.712329, of: (kpi) => perSecond(kpi) * 0.1 }],
  },
  {
    file: 'fluid-calendar',
    title: 'Two fluid machines that fail by the calendar',
    runs: 56,
    answers: [{ what: 'share of the full rate', answer: 0.701538, of: (kpi) => perSecond(kpi) * 0.1 }],
  },
  { file: 'line10', title: 'Ten stations that fail, buffers of five', runs: 30, answers: [throughput(0.6667, 0.001)] },
  {
    file: 'rework',
    title: 'A fifth of the units is worked on again',
    runs: 30,
    answers: [
      { what: 'load', answer: 0.625, of: share('processing', 'server') },
      { what: 'first pass yield', answer: 0.8, of: (kpi) => kpi('qualityRatio', 'server') },
    ],
  },
  {
    file: 'tests-in-series',
    title: 'Two tests in series that err',
    runs: 28,
    answers: [
      { what: 'share rejected by the first', answer: 0.34, of: (kpi) => kpi('rejectRatio', 'work') },
      { what: 'share rejected by the second', answer: 0.126 / 0.66, of: (kpi) => kpi('rejectRatio', 'second') },
      { what: 'share that escapes both', answer: 0.048 / 0.534, of: (kpi) => kpi('rejectRatio', 'customer') },
    ],
  },
  {
    file: 'rework-elsewhere',
    title: 'A test sends 30 % of the units back to an earlier station',
    runs: 20,
    answers: [
      { what: 'load of the station', answer: 0.25 / 0.7, of: share('processing', 'work') },
      { what: 'load of the test', answer: 0.25 / 0.7, of: share('processing', 'test') },
      { what: 'first pass yield', answer: 0.7, of: (kpi) => kpi('firstPassYield') },
    ],
  },
  {
    file: 'scrap',
    title: 'Three stations that scrap 10, 5 and 20 %',
    runs: 10,
    answers: [{ what: 'starts for each good unit', answer: 1 / (0.9 * 0.95 * 0.8), of: (kpi) => 1 / (1 - kpi('scrapRatio')) }],
  },
  {
    file: 'reorder-point',
    title: 'Reorder point 3, quantity 5, demand 1.5/h, lead time 2 h',
    runs: 30,
    answers: [{ what: 'cost per hour', answer: 107.9236, of: (kpi) => kpi('cost') / 19_980 }],
  },
  {
    file: 'order-quantity',
    // The order after the last piece is not begun.
    set: { horizon: 304 * 86_400 - 60 },
    title: 'Economic order quantity of 304 pieces',
    runs: 2,
    answers: [{ what: 'cost a day', answer: 68.4105, within: 0.01, of: (kpi) => kpi('cost') / 304 }],
  },
  {
    file: 'newsvendor',
    title: 'Newsvendor, demand N(50, 8) a day, at its best stock',
    runs: 10,
    answers: [{ what: 'cost a day', answer: 1.9976, within: 0.0005, of: (kpi) => kpi('cost') / 19_999 }],
  },
  {
    file: 'periodic-10',
    title: 'Periodic review, Poisson demand of 10 a day',
    runs: 10,
    answers: [{ what: 'cost a day', answer: 35.022, within: 0.0005 * 35.022, of: (kpi) => kpi('cost') / 19_990 }],
  },
  {
    file: 'periodic-20',
    title: 'Periodic review, Poisson demand of 20 a day',
    runs: 10,
    answers: [{ what: 'cost a day', answer: 49.173, within: 0.0005 * 49.173, of: (kpi) => kpi('cost') / 19_990 }],
  },
  {
    file: 'periodic-30',
    title: 'Periodic review, Poisson demand of 30 a day',
    runs: 10,
    answers: [{ what: 'cost a day', answer: 57.819, within: 0.0005 * 57.819, of: (kpi) => kpi('cost') / 19_990 }],
  },
  {
    file: 'periodic-50',
    title: 'Periodic review, Poisson demand of 50 a day',
    runs: 10,
    answers: [{ what: 'cost a day', answer: 70.975, within: 0.0005 * 70.975, of: (kpi) => kpi('cost') / 19_990 }],
  },
  {
    file: 'base-stock',
    title: 'Base stock of 6, Poisson demand, exponential lead time',
    runs: 20,
    answers: [
      { what: 'fill rate', answer: 0.916082, of: (kpi) => kpi('serviceLevel') },
      { what: 'stock', answer: 3.050703, of: (kpi) => kpi('inventory') },
    ],
  },
  {
    file: 'two-echelon',
    title: 'A warehouse and a line side, both with a base stock',
    runs: 40,
    answers: [
      { what: 'stock in the warehouse', answer: 0.5413411, of: (kpi) => kpi('inventory', 'warehouse') },
      { what: 'stock at the line', answer: 0.8131888, of: (kpi) => kpi('inventory', 'line-side') },
      { what: 'served at once', answer: 0.5642534, of: (kpi) => kpi('serviceLevel', 'line-side') },
    ],
  },
  {
    file: 'run-to-failure',
    title: 'A Weibull life renewed whenever it ends',
    runs: 30,
    answers: [{ what: 'cost per 1000 s', answer: 5.6353, of: (kpi) => kpi('cost') / 1000 }],
  },
  {
    file: 'age-replacement',
    title: 'Age replacement at its optimum, Weibull shape 2.5, costs 1 and 5',
    runs: 80,
    answers: [{ what: 'cost per 1000 s', answer: 3.46204, of: (kpi) => kpi('cost') / 1000 }],
  },
  {
    file: 'age-replacement',
    set: { 'stations.machine.failures.failure.after.shape': 1, 'stations.machine.maintenance.maintenance.hours': '500 s' },
    title: 'Age replacement of a machine that does not age, after half its mean life: 1.31 times the cost of running it to failure',
    runs: 80,
    answers: [{ what: 'cost per 1000 s', answer: 1 / (1 - Math.exp(-0.5)) + 4, of: (kpi) => kpi('cost') / 1000 }],
  },
  {
    file: 'run-to-failure',
    set: { 'stations.machine.failures.failure.after.shape': 1 },
    title: 'A life without ageing renewed whenever it ends',
    runs: 160,
    answers: [{ what: 'cost per 1000 s', answer: 5, of: (kpi) => kpi('cost') / 1000 }],
  },
  {
    file: 'age-replacement-2',
    title: 'Age replacement at its optimum, Weibull shape 2, costs 1 and 10',
    runs: 110,
    answers: [{ what: 'cost per 1000 s', answer: 6.05612, of: (kpi) => kpi('cost') / 1000 }],
  },
  {
    file: 'minimal-repair',
    title: 'Block maintenance with minimal repair at its optimum',
    runs: 8,
    answers: [{ what: 'cost per second', answer: 10, of: (kpi) => kpi('cost') / 1_000_000 }],
  },
  {
    file: 'availability-clocks',
    title: 'Availability on each clock of failures',
    runs: 80,
    answers: ['calendar', 'operating', 'processing', 'cycles'].map((station) => ({
      what: `${station}: down`,
      answer: 0.1,
      of: share('down', station),
    })),
  },
  {
    file: 'conveyor',
    title: 'A saturated conveyor: one unit per pitch, none faster than the belt',
    runs: 2,
    answers: [
      throughput(1),
      { what: 'lead time, s', answer: 21.5, of: (kpi) => kpi('leadTime') },
      { what: 'units on the conveyor', answer: 20, of: (kpi) => kpi('queueLength', 'belt') },
    ],
  },
  {
    file: 'conveyor-odd',
    title: 'The same, accumulating, of a length that is no whole number of pitches',
    runs: 2,
    answers: [throughput(1 / 3), { what: 'units on the conveyor', answer: 35 / 3, of: (kpi) => kpi('queueLength', 'belt') }],
  },
  {
    file: 'vehicle',
    title: 'One vehicle between two stations: a trip there and back for each unit',
    runs: 2,
    answers: [
      { what: 'units per 70 s', answer: 1, of: (kpi) => perSecond(kpi) * 70 },
      { what: 'share of empty runs', answer: 0.4, within: 1e-12, of: (kpi) => kpi('emptyRunRatio', 'agv') },
      { what: 'share of time loaded', answer: 3 / 7, within: 1e-12, of: (kpi) => kpi('vehicle.loadedRun', 'agv') },
    ],
  },
  {
    file: 'stand-by',
    title: 'A station that goes to stand-by: mean power',
    runs: 16,
    answers: [{ what: 'mean power, kW', answer: 6.448181, within: 5e-7, of: (kpi) => kpi('energy', 'server') / 5 }],
  },
  {
    file: 'store-single',
    title: 'A small rack that is always full, by single commands',
    runs: 2,
    answers: [{ what: 'units per 24 s', answer: 1, of: (kpi) => perSecond(kpi) * 24 }],
  },
  {
    file: 'store-dual',
    title: 'The same by dual commands',
    runs: 2,
    answers: [
      { what: 'units per 20 s', answer: 1, of: (kpi) => perSecond(kpi) * 20 },
      { what: 'seconds for a command', answer: 20, within: 1e-12, of: (kpi) => kpi('storeCycle', 'rack') },
    ],
  },
  {
    file: 'outside',
    title: 'Shipments of five to a supplier, M/G/∞',
    runs: 64,
    answers: [
      { what: 'time in system, h', answer: 50, of: (kpi) => kpi('leadTime') / 3600 },
      { what: 'units in system', answer: 50, of: (kpi) => kpi('wip') },
      { what: 'units at the dock', answer: 2, of: (kpi) => kpi('queueLength', 'dock') },
    ],
  },
  {
    file: 'vehicle-load',
    title: 'A tug that takes four units at a time',
    runs: 2,
    answers: [{ what: 'units per 130 s', answer: 4, within: 1e-12, of: (kpi) => perSecond(kpi) * 130 }],
  },
  {
    file: 'vehicle-failing',
    title: 'The one vehicle fails on its busy time',
    runs: 40,
    answers: [
      { what: 'units per 87.5 s', answer: 1, of: (kpi) => perSecond(kpi) * 87.5 },
      { what: 'share of time being repaired', answer: 0.2, of: (kpi) => kpi('vehicle.repair', 'agv') },
    ],
  },
  {
    file: 'lift',
    title: 'A lift between two floors: a run up and down for each unit',
    runs: 2,
    answers: [{ what: 'units per 48 s', answer: 1, of: (kpi) => perSecond(kpi) * 48 }],
  },
]
