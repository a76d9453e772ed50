/** What comes first at one and the same microsecond: SPEC.md [T2]. A job that completes at the very tick a failure is due completes first. */
export const Phase = {
  calendarEdge: 0,
  repairEnd: 1,
  completion: 2,
  /** Finished units move on, blocked units with them: put off within the instant, never in the calendar. */
  transfer: 3,
  failure: 4,
  arrival: 5,
  /** Stations choose what to do next: put off until the tick has settled. */
  dispatch: 6,
  sampling: 7,
} as const

/** Whom the calendar tells what. The target is a number of the kind named. */
export const Message = {
  /** target calendar */ calendarEdge: 1,
  /** target fault */ faultStarts: 2,
  /** target maintenance job: slot × task */ maintenanceDue: 3,
  /** target maintenance job */ maintenanceEnds: 4,
  /** target failure clock: slot × mode */ repairEnds: 5,
  /** target failure clock */ failureStarts: 6,
  /** target slot */ setupEnds: 7,
  /** target slot */ workEnds: 8,
  /** target slot; the processing clock of the mode in `wearingMode` runs out */ workFails: 9,
  /** target source */ arrival: 10,
  /** target order */ orderRelease: 11,
  /** target purchase order */ delivery: 12,
  /** target slot: a job of its dispatch list may start from now on */ jobMayStart: 13,
  /** measuring starts */ warmUpEnds: 14,
  /** target maintenance job: due by its period */ maintenancePeriod: 15,
  /** target person, at the station of the job */ personArrives: 16,
  /** target person: the shift, or the overtime, is over and the job is not */ shiftOver: 17,
  /** target person: joins the crew or leaves it */ personComes: 18,
  /** target station: a batch there has waited long enough */ batchDue: 19,
  /** target result of a test */ testResult: 20,
  /** target purchase order: its quarantine is over */ deliveryInspected: 40,
  /** target item */ stockReviewed: 41,
  /** target lot */ lotExpires: 42,
  /** target item */ requirementsPlanned: 43,
  /** target gauge: a signal at a slot */ conditionReading: 21,
  /** target conveyor: the first unit is at the end, the entry is clear, or one touches another */ conveyorMoves: 60,
  /** target conveyor: the instant has settled */ conveyorSettles: 61,
  /** target failure clock of a conveyor */ conveyorFails: 62,
  /** target failure clock of a conveyor */ conveyorRepaired: 63,
  /** target change of speed */ conveyorSpeed: 64,
  /** those that wait outside look whether they may come in */ release: 50,
} as const
