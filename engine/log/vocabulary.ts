import { EventKind } from './events.ts'

/** What an operand's number refers to; `count`, `time` (µs) and the like are the number itself. A kind's name for its operand may differ: `before: 'product'`. */
export type Refers =
  | 'station'
  | 'place'
  | 'source'
  | 'product'
  | 'item'
  | 'crew'
  | 'conveyor'
  | 'vehicle'
  | 'tool'
  | 'vehicleState'
  | 'order'
  | 'unit'
  | 'slot'
  | 'operation'
  | 'record'
  | 'kind'
  | 'state'
  | 'personState'
  | 'toolState'
  | 'outcome'
  | 'condition'
  | 'finding'
  | 'work'
  | 'buffer'
  | 'storeState'
  // A number that is never below zero: −1 is none.
  | 'count'
  | 'supplier'
  | 'reporter'
  | 'pallet'
  | 'hold'
  | 'holdOutcome'
  | 'alarmState'
  | 'disposition'
  | 'notReceived'
  // What each station, or crew, has a list of its own of: the record's station or crew says whose.
  | 'failureMode'
  | 'parameter'
  | 'signal'
  | 'person'
  // Of whose kind another operand says more.
  | 'cause'
  | 'toolUse'
  | 'vehicleDetail'
  | 'upkeep'
  | 'string'
  | 'number'
  | 'time'

/** A kind of record by name, with the operands it uses: name and meaning. The table of events.ts, for programs. */
export interface KindWords {
  readonly name: keyof typeof EventKind
  readonly subject?: readonly [name: string, refers: Refers]
  readonly a?: readonly [name: string, refers: Refers]
  readonly b?: readonly [name: string, refers: Refers]
  readonly c?: readonly [name: string, refers: Refers]
  readonly v?: readonly [name: string, refers: Refers]
}

const words: Readonly<Record<keyof typeof EventKind, Omit<KindWords, 'name'>>> = {
  equipmentState: {
    subject: ['station', 'station'],
    a: ['slot', 'slot'],
    b: ['state', 'state'],
    c: ['unit', 'unit'],
    v: ['cause', 'cause'],
  },
  unitCreated: {
    subject: ['unit', 'unit'],
    a: ['product', 'product'],
    b: ['order', 'order'],
    c: ['source', 'source'],
    v: ['ordinal', 'number'],
  },
  versionTaken: { subject: ['unit', 'unit'], a: ['product', 'product'], b: ['version', 'count'] },
  recordsMissing: { subject: ['reporter', 'reporter'], a: ['records', 'number'], v: ['since', 'time'] },
  alarmChanged: { subject: ['alarm', 'string'], a: ['state', 'alarmState'], b: ['by', 'string'], v: ['at', 'time'] },
  unitMoved: { subject: ['unit', 'unit'], a: ['place', 'place'], b: ['slot', 'slot'], c: ['operation', 'operation'] },
  jobStarted: { subject: ['unit', 'unit'], a: ['station', 'station'], b: ['slot', 'slot'], c: ['operation', 'operation'] },
  jobEnded: {
    subject: ['unit', 'unit'],
    a: ['station', 'station'],
    b: ['outcome', 'outcome'],
    c: ['operation', 'operation'],
    v: ['planned', 'time'],
  },
  unitFinished: { subject: ['unit', 'unit'], a: ['sink', 'place'] },
  unitScrapped: { subject: ['unit', 'unit'], a: ['station', 'station'], b: ['operation', 'operation'] },
  orderReleased: {
    subject: ['order', 'order'],
    a: ['product', 'product'],
    b: ['quantity', 'number'],
    c: ['source', 'source'],
    v: ['due', 'time'],
  },
  orderClosed: {
    subject: ['order', 'order'],
    a: ['good', 'number'],
    b: ['scrapped', 'number'],
    c: ['short', 'count'],
    v: ['due', 'time'],
  },
  materialOrdered: { subject: ['item', 'item'], a: ['supplier', 'supplier'], b: ['purchaseOrder', 'count'], v: ['quantity', 'number'] },
  materialReceived: {
    subject: ['item', 'item'],
    a: ['supplier', 'supplier'],
    b: ['purchaseOrder', 'count'],
    c: ['truth', 'record'],
    v: ['quantity', 'number'],
  },
  materialConsumed: {
    subject: ['item', 'item'],
    a: ['station', 'station'],
    b: ['unit', 'unit'],
    c: ['truth', 'record'],
    v: ['quantity', 'number'],
  },
  materialProduced: { subject: ['item', 'item'], a: ['unit', 'unit'], c: ['truth', 'record'], v: ['quantity', 'number'] },
  materialShipped: { subject: ['item', 'item'], a: ['order', 'order'], c: ['truth', 'record'], v: ['quantity', 'number'] },
  failureOccurred: { subject: ['station', 'station'], a: ['mode', 'failureMode'], b: ['slot', 'slot'] },
  maintenanceStarted: { subject: ['station', 'station'], a: ['task', 'upkeep'], b: ['work', 'work'], c: ['crew', 'crew'] },
  maintenanceEnded: { subject: ['station', 'station'], a: ['task', 'upkeep'], b: ['work', 'work'], c: ['crew', 'crew'] },
  setupStarted: { subject: ['station', 'station'], a: ['slot', 'slot'], b: ['product', 'product'], c: ['before', 'product'] },
  setupEnded: { subject: ['station', 'station'], a: ['slot', 'slot'], b: ['product', 'product'], c: ['before', 'product'] },
  crewChanged: { subject: ['crew', 'crew'], a: ['busy', 'number'], b: ['present', 'number'], c: ['travelling', 'count'] },
  arrivalLost: { subject: ['source', 'source'], a: ['product', 'product'], v: ['quantity', 'number'] },
  warmUpEnded: {},
  logEnded: {},
  dataReported: { subject: ['station', 'station'], a: ['key', 'string'], b: ['text', 'string'], v: ['value', 'number'] },
  conditionReported: { subject: ['station', 'station'], a: ['key', 'string'], b: ['level', 'condition'], c: ['text', 'string'] },
  quantityReported: { subject: ['station', 'station'], v: ['quantity', 'number'] },
  lotCreated: { subject: ['lot', 'number'], a: ['item', 'item'], b: ['purchaseOrder', 'count'], v: ['quantity', 'number'] },
  lotUsed: {
    subject: ['lot', 'number'],
    a: ['station', 'station'],
    b: ['unit', 'unit'],
    c: ['order', 'order'],
    v: ['quantity', 'number'],
  },
  materialScrapped: { subject: ['item', 'item'], a: ['lot', 'number'], c: ['truth', 'record'], v: ['quantity', 'number'] },
  recordReversed: { subject: ['record', 'record'], a: ['item', 'item'], b: ['of', 'kind'], v: ['quantity', 'number'] },
  inspectionBegan: { subject: ['item', 'item'], a: ['supplier', 'supplier'], b: ['purchaseOrder', 'count'], v: ['quantity', 'number'] },
  materialNotReceived: {
    subject: ['item', 'item'],
    a: ['supplier', 'supplier'],
    b: ['purchaseOrder', 'count'],
    c: ['reason', 'notReceived'],
    v: ['quantity', 'number'],
  },
  parameterRecorded: {
    subject: ['unit', 'unit'],
    a: ['station', 'station'],
    b: ['slot', 'slot'],
    c: ['parameter', 'parameter'],
    v: ['value', 'number'],
  },
  unitMeasured: {
    subject: ['unit', 'unit'],
    a: ['station', 'station'],
    b: ['operation', 'operation'],
    c: ['measurement', 'number'],
    v: ['reading', 'number'],
  },
  unitTested: {
    subject: ['unit', 'unit'],
    a: ['station', 'station'],
    b: ['operation', 'operation'],
    c: ['disposition', 'disposition'],
    v: ['defects', 'number'],
  },
  conditionRead: {
    subject: ['station', 'station'],
    a: ['signal', 'signal'],
    b: ['slot', 'slot'],
    c: ['level', 'condition'],
    v: ['value', 'number'],
  },
  unitAbsorbed: { subject: ['unit', 'unit'], a: ['into', 'unit'], b: ['station', 'station'], c: ['operation', 'operation'] },
  unitRestored: {
    subject: ['unit', 'unit'],
    a: ['product', 'product'],
    b: ['order', 'order'],
    c: ['outOf', 'unit'],
    v: ['station', 'number'],
  },
  jobInterrupted: { subject: ['unit', 'unit'], a: ['station', 'station'], b: ['slot', 'slot'], c: ['operation', 'operation'] },
  jobResumed: { subject: ['unit', 'unit'], a: ['station', 'station'], b: ['slot', 'slot'], c: ['operation', 'operation'] },
  stepStarted: { subject: ['unit', 'unit'], a: ['station', 'station'], b: ['slot', 'slot'], c: ['step', 'count'] },
  unitSplit: { subject: ['unit', 'unit'], a: ['outOf', 'unit'], b: ['station', 'station'], c: ['operation', 'operation'] },
  healthReported: { subject: ['station', 'station'], a: ['finding', 'finding'], b: ['detail', 'string'], v: ['amount', 'number'] },
  personState: { subject: ['crew', 'crew'], a: ['person', 'person'], b: ['state', 'personState'], c: ['station', 'station'] },
  conveyorState: { subject: ['conveyor', 'conveyor'], a: ['state', 'state'], c: ['unit', 'unit'], v: ['cause', 'cause'] },
  palletsChanged: { subject: ['pallet', 'pallet'], a: ['free', 'number'], b: ['taken', 'number'], c: ['coming', 'number'] },
  toolState: {
    subject: ['tool', 'tool'],
    a: ['piece', 'number'],
    b: ['state', 'toolState'],
    c: ['station', 'station'],
    v: ['slot', 'slot'],
  },
  toolUsed: { subject: ['unit', 'unit'], a: ['tool', 'tool'], b: ['piece', 'number'], c: ['station', 'station'], v: ['use', 'toolUse'] },
  storeMoved: {
    subject: ['buffer', 'buffer'],
    a: ['state', 'storeState'],
    b: ['bin', 'count'],
    c: ['unit', 'unit'],
    v: ['isNew', 'number'],
  },
  toolRenewed: {
    subject: ['tool', 'tool'],
    a: ['piece', 'number'],
    b: ['broken', 'number'],
    c: ['reground', 'number'],
    v: ['use', 'toolUse'],
  },
  vehicleState: { subject: ['vehicle', 'vehicle'], a: ['state', 'vehicleState'], c: ['unit', 'unit'], v: ['detail', 'vehicleDetail'] },
  tariffChanged: { subject: ['band', 'number'] },
  orderChanged: { subject: ['order', 'order'], a: ['quantity', 'number'], v: ['due', 'time'] },
  orderCancelled: { subject: ['order', 'order'], a: ['good', 'number'], b: ['scrapped', 'number'], v: ['due', 'time'] },
  unitWithdrawn: { subject: ['unit', 'unit'] },
  materialMoved: { subject: ['item', 'item'], a: ['to', 'item'], b: ['purchaseOrder', 'count'], v: ['quantity', 'number'] },
  lotHeld: { subject: ['lot', 'number'], a: ['item', 'item'], b: ['hold', 'hold'], v: ['quantity', 'number'] },
  holdBegan: { subject: ['hold', 'hold'], a: ['unit', 'unit'], b: ['station', 'station'] },
  holdEnded: { subject: ['hold', 'hold'] },
  unitHeld: { subject: ['unit', 'unit'], a: ['hold', 'hold'], c: ['operation', 'operation'] },
  unitDisposed: { subject: ['unit', 'unit'], a: ['hold', 'hold'], b: ['outcome', 'holdOutcome'], c: ['operation', 'operation'] },
  lotReleased: { subject: ['lot', 'number'], a: ['item', 'item'], b: ['hold', 'hold'], v: ['quantity', 'number'] },
  unitSurplus: { subject: ['unit', 'unit'], a: ['order', 'order'] },
}

/** By number of the kind; 0 is none. */
export const KIND_WORDS: readonly (KindWords | undefined)[] = Object.keys(EventKind).reduce<(KindWords | undefined)[]>((table, key) => {
  const name = key as keyof typeof EventKind
  table[EventKind[name]] = { name, ...words[name] }
  return table
}, [])
