/** What a scenario may hold. Beyond these it is a mistake, an attack, or a plant to be cut in pieces; docs/scenario.md lists them. */
export const limits = {
  /** Bytes of one file. */
  bytes: 4 * 1024 * 1024,
  /** Maps and lists within each other. */
  depth: 64,
  /** Words, marks and line ends of a YAML text: about 1 MB. JSON is read faster and knows only the limit in bytes. */
  yamlTokens: 500_000,
  /** Values that aliases (`*name`) may repeat. */
  aliased: 50_000,
  /** Files that extend each other. */
  files: 32,
  /** Problems reported at once. */
  problems: 200,
  /** Elements of each list. */
  entries: {
    areas: 1_000,
    products: 10_000,
    materials: 10_000,
    suppliers: 10_000,
    sources: 1_000,
    orders: 100_000,
    stations: 10_000,
    buffers: 10_000,
    sinks: 1_000,
    conveyors: 1_000,
    transport: 100,
    nodes: 1_000,
    crews: 1_000,
    calendars: 1_000,
    persons: 10_000,
    pallets: 1_000,
    tools: 1_000,
    next: 100,
    attributes: 100,
    values: 1_000,
    needs: 100,
    loops: 1_000,
    holds: 1_000,
    initial: 100_000,
    dispatch: 10_000,
    faults: 1_000,
    truth: 1_000,
    flow: 1_000,
    patch: 10_000,
    route: 1_000,
    jobs: 100_000,
  } as Readonly<Record<string, number>>,
  /** Elements of any other list. */
  otherEntries: 10_000,
  /** Seconds: a hundred years. */
  duration: 3_155_760_000,
  /** Places of one station, people of one crew. */
  slots: 10_000,
  /** Units that one place works on together. */
  batch: 10_000,
  /** Units on one conveyor. */
  conveyorUnits: 100_000,
  /** Pieces of one order, buffer or stock. */
  quantity: 1_000_000_000,
  /** Units in the plant at t = 0, all together. */
  initialUnits: 1_000_000,
  /** As many as there is luck for: the random streams tell 65,536 replications apart. */
  replications: 65_536,
} as const
