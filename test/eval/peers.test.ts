import { describe, expect, test } from 'vitest'
import { loadPeers } from '#cli/eval/load-peers.ts'
import { beatenBy, type Ground, measurePeer, type Peer } from '#cli/eval/peers.ts'
import { entryTexts } from '#cli/eval/entry-text.ts'
import { scoreQuestions } from '#cli/score.ts'
import { kiln } from '../support/catalogs.ts'
import { answering, found, line } from './lines.ts'

/** Finds the entry that a question begins with; sure of it as far as the number behind it says. */
const prefix: Peer = {
  name: 'prefix',
  build: (documents) => (question) => {
    const [id, score] = question.split(' ')
    const known = documents.some((document) => document.id === id)
    return Promise.resolve(known && id !== undefined ? { id, score: Number(score) } : undefined)
  },
}

const document = (id: string) => ({ id, name: id, asks: '', body: '' })
const cup = [['handle']]
const tuning = [line('cup 7', cup), line('cup 8', cup), line('cup 5', null), line('cup 3', null)]
const ground: Ground = {
  documents: [document('cup'), document('bowl')],
  subject: ['clay'],
  textOf: (id) => (id === 'cup' ? 'A cup has a handle.' : 'A bowl has none.'),
  tuning,
  files: [
    {
      path: 'open.jsonl',
      name: 'open.jsonl',
      heldOut: false,
      lines: [
        line('cup 9', cup),
        line('bowl 9', cup),
        line('cup 6', cup),
        line('cup 9 none', null),
        line('cup 1', null),
      ],
    },
    { path: 'kept.jsonl', name: 'kept.jsonl', heldOut: true, lines: [line('cup 8', cup, 'kept')] },
  ],
}

describe('another engine', () => {
  test('answers with its first entry, from the threshold on that was best on the tuning questions', async () => {
    const result = await measurePeer(prefix, ground)
    expect(result.threshold).toEqual({ of: 'score', least: 7 })
    expect(result.alwaysRight).toBe(3 / 4)
    expect(result.answerable).toEqual({ questions: 4, right: 2, wrong: 1, abstained: 1 })
    expect(result.unanswerable).toEqual({ questions: 2, right: 1, wrong: 1, abstained: 0 })
  })

  test('that gives no score always answers', async () => {
    const sure: Peer = { ...prefix, build: () => () => Promise.resolve({ id: 'cup' }) }
    const result = await measurePeer(sure, ground)
    expect(result.threshold).toBeUndefined()
    expect(result.unanswerable.wrong).toBe(2)
  })

  test('is set beside ours question by question, held-out ones aside', async () => {
    const result = await measurePeer(prefix, ground)
    const ours = scoreQuestions(
      answering({ 'cup 9': found('A bowl has none.', 0.9, 'bowl'), 'cup 8': found('A bowl has none.', 0.9, 'bowl') }),
      ground.files.flatMap((file) => file.lines),
    )
    expect(beatenBy([result], ours)).toEqual([{ q: 'cup 9', kind: 'made', peers: ['prefix'], ours: 'bowl (0.90)' }])
  })
})

test('without the folder of the other engines, one sentence says what is missing', async () => {
  const loaded = await loadPeers('/nowhere/peers.ts')
  expect(loaded).toEqual({ kind: 'absent', why: expect.stringContaining('/nowhere/peers.ts is not there') })
})

test('a module that is no list of engines is not taken for one', async () => {
  const loaded = await loadPeers(new URL('lines.ts', import.meta.url).pathname)
  expect(loaded).toEqual({ kind: 'absent', why: expect.stringContaining('npm ci') })
})

describe('the engines that are measured', () => {
  test('all answer a question of one clear word from the same documents', async () => {
    const loaded = await loadPeers()
    if (loaded.kind === 'absent') throw new Error(loaded.why)
    const documents = [
      { id: 'kettle', name: 'Kettle', asks: 'boil water', body: 'It whistles when it is done.' },
      { id: 'saucer', name: 'Saucer', asks: 'small plate', body: 'It stands under something.' },
      { id: 'spoon', name: 'Spoon', asks: 'stir tea', body: 'It is made of metal.' },
    ]
    const answers = await Promise.all(
      loaded.peers.map(async (peer) => [peer.name, (await peer.build(documents, ['tea'])('saucer'))?.id]),
    )
    expect(answers).toEqual(
      ['plain Fuse.js', 'Fuse token search', 'MiniSearch', 'Orama', 'FlexSearch', 'BM25 alone'].map((name) => [
        name,
        'saucer',
      ]),
    )
  })
})

test('an entry by itself prints its whole answer with its sources, and nothing is nothing', () => {
  const textOf = entryTexts(kiln())
  expect(textOf('acme')).toMatch(/Acme[^]*Sources\n1\. /)
  expect(textOf('nobody')).toBe('')
})
