export { Fate, Link, type PlantRecord, recordOf } from './record.ts'
export { RowsBy, rowsBy, Table } from './table.ts'
