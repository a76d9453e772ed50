/** What a vehicle is about. */
export const Task = {
  none: 0,
  toPickUp: 1,
  loading: 2,
  /** It has come for a unit, or has it almost, and the station there stands still. */
  heldUp: 3,
  toDrop: 4,
  unloading: 5,
  /** The unit stands on it before its queue. */
  standing: 6,
  toCharger: 7,
  waitingForCharger: 8,
  charging: 9,
  toHome: 10,
  /** It makes way for another on its rail. */
  givingWay: 11,
} as const
