import { expect, test } from 'vitest'
import { createFileStore, largestFile } from '#standin/api/file-store.ts'
import { manualClock, seededRandom } from '#standin/clock.ts'
import { createIds } from '#standin/ids.ts'

test('beyond its room the oldest files lose their content', () => {
  const clock = manualClock()
  const store = createFileStore(clock, createIds(clock, seededRandom()))
  const files = Array.from({ length: 5 }, (_, n) => {
    const { file } = store.announce({ team: 'T1', name: `${n}.bin`, length: largestFile, altText: '' })
    store.keep(file, new Uint8Array(largestFile))
    return file
  })
  expect(files.map(({ content }) => content.length > 0)).toEqual([false, true, true, true, true])
})
