/** The file is not a log, or not one that can be trusted. Says where: byte `offset` in the file, and chunk (0 is the header). */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly offset: number
  readonly chunk: number

  constructor(message: string, offset: number, chunk = 0) {
    super(message)
    this.offset = offset
    this.chunk = chunk
  }
}
