/** The seven wastes and unused talent, in minutes, pieces and money, from the record. */
export { wasteDocument } from './document.ts'
export { type Ledger, sumOf, type Waste, type WasteAccount, type WasteLine, wasteOf } from './waste.ts'
