/** Lets timers, input and messages be heard. A message to oneself, because a timer of 0 ms takes 4 in a browser. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
