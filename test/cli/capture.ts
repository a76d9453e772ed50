import { vi } from 'vitest'

/** What `act`, run in this process, writes, and the exit code it sets. */
export async function captured(
  act: () => void | Promise<void>,
): Promise<{ code: typeof process.exitCode; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text
    return true
  })
  const before = process.exitCode
  process.exitCode = undefined
  try {
    await act()
    return { code: process.exitCode, stdout, stderr }
  } finally {
    process.exitCode = before
    vi.restoreAllMocks()
  }
}
