import { describe, expect, test } from 'vitest'
import type { Start } from '../contract.ts'
import { oddTexts } from '../samples.ts'

const files = (...texts: readonly string[]) => new Map(texts.map((text, at) => [`topics/one-${at}.yml`, text]))

export function ownKnowledgeContract(start: Start): void {
  describe('what workspaces know of their own', () => {
    test('comes back as it was published, letter by letter, to every replica', async () => {
      const { nth, storage } = await start(2)
      expect(await storage.ownKnowledge.read('T1')).toBeUndefined()
      const published = files(...oddTexts)
      await nth(0).ownKnowledge.publish('T1', published)
      expect((await nth(1).ownKnowledge.read('T1'))?.files).toEqual(published)
      expect(await storage.ownKnowledge.read('T2')).toBeUndefined()
    })

    test('is replaced as a whole, under another edition', async () => {
      const { storage } = await start()
      const { ownKnowledge } = storage
      await ownKnowledge.publish('T1', files('a', 'b'))
      const [was] = [await ownKnowledge.read('T1')]
      await ownKnowledge.publish('T1', files('a'))
      const is = await ownKnowledge.read('T1')
      expect(is?.files).toEqual(files('a'))
      expect(is?.edition).not.toBe(was?.edition)
      await ownKnowledge.publish('T1', files())
      expect((await ownKnowledge.read('T1'))?.files.size).toBe(0)
    })

    test('is told by editions, of all workspaces or of those lately published', async () => {
      const { storage, clock } = await start()
      const { ownKnowledge } = storage
      await ownKnowledge.publish('T1', files('a'))
      clock.move(1_000)
      await ownKnowledge.publish('T2', files('a'))
      const all = await ownKnowledge.editions()
      expect([...all.keys()].toSorted()).toEqual(['T1', 'T2'])
      expect(all.get('T2')).toBe((await ownKnowledge.read('T2'))?.edition)
      expect([...(await ownKnowledge.editions(999)).keys()]).toEqual(['T2'])
      await storage.forget('T2')
      expect([...(await ownKnowledge.editions()).keys()]).toEqual(['T1'])
    })
  })
}
