// A Vitest reporter that writes what scripts/test.mjs counts: passed, failed and skipped tests, the last two by name.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export default class Counts {
  onTestRunEnd(testModules, unhandledErrors) {
    const counts = { passed: 0, failed: [], skipped: [] }
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) {
        const { state, note } = test.result()
        const name = `${testModule.relativeModuleId} > ${test.fullName}`
        if (state === 'passed') counts.passed++
        else if (state === 'skipped')
          counts.skipped.push({ name, reason: note ?? (test.options.mode === 'todo' ? 'to do' : 'no reason given') })
        else counts.failed.push(state === 'failed' ? name : `${name} (never finished)`)
      }
      // A file or a suite can break with no test of it failing: an import that throws, a beforeAll.
      const broken = [testModule, ...testModule.children.allSuites()].filter((scope) => scope.errors().length > 0)
      for (const scope of broken) counts.failed.push(scope === testModule ? scope.relativeModuleId : scope.fullName)
    }
    for (const error of unhandledErrors) counts.failed.push(`unhandled: ${error.message.split('\n')[0]}`)
    const file = process.env.TAKT_VITEST_COUNTS
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(counts))
  }
}
