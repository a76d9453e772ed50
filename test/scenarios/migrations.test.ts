import { describe, expect, it } from 'vitest'
import { currentSchema, type Migration, migrate, migrations } from '../../scenarios/migrations.ts'
import { parse } from '../../scenarios/parse.ts'
import { leaf, type MapTree, plain, withFields } from '../../scenarios/tree.ts'

function tree(text: string): MapTree {
  const parsed = parse(text, 'old.yaml')
  if ('problems' in parsed || parsed.tree.kind !== 'map') throw new Error('the text is not a map')
  return parsed.tree
}

/** Steps of a language that never was: `until` became `horizon`, and a title came to be required. */
const steps: Migration[] = [
  {
    from: 'takt/y',
    to: 'takt/1',
    apply: (old) => withFields(old, { title: old.fields.get('title')?.tree ?? leaf(old.at, 'Untitled') }),
  },
  {
    from: 'takt/x',
    to: 'takt/y',
    apply: (old) => withFields(old, { horizon: old.fields.get('until')?.tree, until: undefined }),
  },
]

describe('migrations', () => {
  it('a file of this version stays as it is', () => {
    const now = tree('schema: takt/1\nhorizon: 8 h')
    expect(migrate(now, 'now.yaml')).toEqual({ tree: now })
  })

  it('an old file goes up step by step, and its values keep their places', () => {
    const result = migrate(tree('schema: takt/x\nuntil: 8 h'), 'old.yaml', steps)
    if ('problem' in result) throw new Error(result.problem.message)
    expect(plain(result.tree)).toEqual({ schema: 'takt/1', horizon: '8 h', title: 'Untitled' })
    expect(result.tree.fields.get('horizon')?.tree.at).toEqual({ file: 'old.yaml', line: 2, column: 8 })
  })

  it.each([
    ['schema: takt/w', 'unknown schema `takt/w`', 'write `schema: takt/'],
    ['schema: takt/2', 'unknown schema `takt/2`', 'this Takt reads takt/y, takt/x, takt/1; install a newer one'],
    ['horizon: 8 h', '`schema` is missing in old.yaml', 'write `schema: takt/1` as the first line'],
    ['schema: [ takt/1 ]', 'unknown schema `not a text`', 'write `schema: takt/1`'],
  ])('%s', (text, message, remedy) => {
    expect(migrate(tree(text), 'old.yaml', steps)).toMatchObject({
      problem: { line: 1, message, remedy: expect.stringContaining(remedy) },
    })
  })

  it('steps that go round in a circle end', () => {
    const circle: Migration[] = [
      { from: 'takt/x', to: 'takt/y', apply: (old) => old },
      { from: 'takt/y', to: 'takt/x', apply: (old) => old },
    ]
    expect(migrate(tree('schema: takt/x'), 'old.yaml', circle)).toMatchObject({ problem: { message: 'unknown schema `takt/x`' } })
  })

  it('every registered step leads on to the present version', () => {
    for (const { from } of migrations) {
      const result = migrate(tree(`schema: ${from}`), 'old.yaml')
      expect('tree' in result && plain(result.tree)).toMatchObject({ schema: currentSchema })
    }
  })
})
