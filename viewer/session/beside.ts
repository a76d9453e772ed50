import { loadScenario, type ReadFile } from '../../scenarios/index.ts'

/** A text and the name of its file. A page is not told in which folder it lay. */
export interface TextFile {
  readonly file: string
  readonly text: string
}

const nameOf = (path: string) => path.split('/').at(-1)!

/** Files find each other by their names alone; the first that has it. */
export function readBeside(files: readonly TextFile[]): ReadFile {
  return (path) => {
    const found = files.find(({ file }) => file === nameOf(path))
    if (found) return found.text
    throw new Error(`it was not opened with the other; open or drop ${nameOf(path)} together with it`)
  }
}

/** Of scenarios that were opened together, the first that no other extends; the first where there is none. */
export function mainOf(files: readonly TextFile[]): TextFile | undefined {
  if (files.length < 2) return files[0]
  const extended = new Set<string>()
  for (const { file, text } of files) {
    const read = readBeside(files)
    loadScenario(text, {
      file,
      read: (path) => {
        extended.add(nameOf(path))
        return read(path)
      },
    })
  }
  return files.find(({ file }) => !extended.has(file)) ?? files[0]
}
