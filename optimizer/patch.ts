/** One step of a scenario patch: things are addressed by id, as in `stations.lathe.maintenance.pm.at`. */
export type PatchStep =
  | { readonly set: string; readonly value: unknown }
  | { readonly add: string; readonly value: unknown }
  | { readonly remove: string }

/** What turns one scenario into another. */
export type Patch = readonly PatchStep[]
