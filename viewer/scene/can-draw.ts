const webgl2 = (() => {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
})()

/** Can this browser draw the plant? Asked before any of the drawing is loaded. */
export const canDraw = () => webgl2
