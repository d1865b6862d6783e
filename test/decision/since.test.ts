import { expect, test } from 'vitest'
import { changedSince } from '#decision/since.ts'
import type { Cited } from '#decision/types.ts'
import { kiln } from '../support/catalogs.ts'

const catalog = kiln()
const cite = (entry: string, version = catalog.versions.get(entry) ?? ''): Cited => ({ entry, grade: 'A', version })

test('what a decision leans on has changed, and how', () => {
  expect(
    changedSince(
      [cite('acme'), cite('choose', 'older'), cite('cinder', 'older'), cite('stoker', 'older'), cite('gone', 'x')],
      catalog,
    ),
  ).toMatchObject([
    { entry: 'choose', is: 'corrected', version: catalog.versions.get('choose') },
    { entry: 'cinder', is: 'disputed', title: 'Cinder Games' },
    { entry: 'stoker', is: 'obsolete' },
    { entry: 'gone', is: 'gone', title: 'gone', version: '' },
  ])
})
