/** One file for Node with all that `entry` (from the root) imports in it, compiled as the product is: what is timed or runs for long. */
export function bundle(entry: string): Promise<string>
