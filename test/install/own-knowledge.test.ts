import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { actions } from '#slack/ids.ts'
import { pickerView } from '#slack/picker/view.ts'
import type { Team } from '#standin/description.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Json } from '../slack/reading.ts'
import { ownFiles } from '../support/own.ts'
import { eva, host, north, serve, shared, type Served, south } from './served.ts'

const knowledge = 'test/fixtures/kiln'
const question = 'who owns the parcel desk'
/** Stands in the entry of the north and nowhere else. */
const secret = 'team Heron'
/** Longer than it takes to look for what was published. */
const aMomentMs = 600

async function both(more: Parameters<typeof serve>[0] = {}): Promise<Served> {
  const served = await serve({ knowledge, ...more })
  await served.install(north.id)
  await served.install(south.id)
  return served
}

/** The picker as it stands open in a workspace. */
const picker = (team: Team) => ({
  ...pickerView({}),
  id: 'V1',
  hash: 'h',
  root_view_id: 'V1',
  previous_view_id: null,
  notify_on_close: false,
  app_installed_team_id: team.id,
  blocks: JSON.parse(JSON.stringify(pickerView({}).blocks)) as Json[],
})

async function publish(served: Served, team: Team, files = ownFiles()): Promise<void> {
  await served.storage.ownKnowledge.publish(team.id, files)
  served.clock.advance(aMomentMs)
  await served.service.settled()
}

async function ask(served: Served, team: Team, text = question): Promise<string> {
  const { text: body } = await served.send(served.slack.payloads.slashCommand(text, { team }))
  await served.service.settled()
  return body
}

describe('entries of a workspace’s own', () => {
  test('answer in that workspace, marked as its own, and nowhere else', async () => {
    const served = await both()
    await publish(served, north)
    const answer = await ask(served, north)
    expect(answer).toContain(secret)
    expect(answer).toContain('only this workspace has')
    expect(answer).toContain('North handbook on services')
    expect(await ask(served, south)).toContain('has no answer to that')
    // What all share is answered as ever, and not marked.
    expect(await ask(served, north, 'who uses kiln in banking')).not.toContain('only this workspace')
    expect(served.slack.api.problems()).toEqual([])
  })

  test('stand in each workspace’s own answers where both have some', async () => {
    const served = await both()
    await publish(served, north)
    await publish(served, south, ownFiles([['team Heron', 'team Otter']]))
    for (const [team, its, others] of [
      [north, 'team Heron', 'team Otter'],
      [south, 'team Otter', 'team Heron'],
    ] as const) {
      const answer = await ask(served, team)
      expect(answer).toContain(its)
      expect(answer).not.toContain(others)
    }
  })

  test('are found by a mention and in the picker, in their workspace only', async () => {
    const served = await both()
    await publish(served, north)
    for (const team of [north, south]) {
      await served.send(served.slack.payloads.appMention(question, { team }))
      await served.service.settled()
      const post = served.slack.api.calls('chat.postMessage').findLast((call) => call.team === team.id)
      expect(JSON.stringify(post?.args).includes(secret)).toBe(team === north)
      const picking = { view: { team: team.id, user: team.users[0]?.id ?? '', view: picker(team) } }
      const typing = served.slack.payloads.blockSuggestion(picking, actions.topic, 'parcel', { team })
      const options = await served.send(typing)
      expect(options.text.includes('Which of our services')).toBe(team === north)
    }
    expect(served.slack.api.problems()).toEqual([])
  })

  test('are taken up while the program runs, replaced, and gone when they are withdrawn', async () => {
    const served = await both()
    expect(await ask(served, north)).not.toContain(secret)
    await publish(served, north)
    expect(await ask(served, north)).toContain(secret)
    await publish(served, north, ownFiles([['team Heron owns it', 'team Crane owns it']]))
    await vi.waitFor(async () => expect(await ask(served, north)).toContain('team Crane'))
    await publish(served, north, new Map())
    await vi.waitFor(async () => expect(await ask(served, north)).toContain('has no answer to that'))
  })

  test('are there at once after a start, and in another replica', async () => {
    const served = await both()
    await served.storage.ownKnowledge.publish(north.id, ownFiles())
    const other = await served.replica()
    const { text } = await other.send(served.slack.payloads.slashCommand(question, { team: north }))
    expect(text).toContain(secret)
  })

  test('that do not fit the shared knowledge are refused as a whole, and told to whoever runs it', async () => {
    const served = await both()
    await publish(served, north, ownFiles([['[north-handbook]', '[nowhere]']]))
    expect(await ask(served, north)).toContain('has no answer to that')
    expect(await ask(served, north, 'who uses kiln in banking')).toContain('Banks run ledgers')
    const told = served.log.filter((line) => line.includes('own knowledge: refused'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('topics/parcel-desk.yml:sources.0')
  })

  test('go with the workspace', async () => {
    const served = await both()
    await publish(served, north)
    expect(await ask(served, north)).toContain(secret)
    await served.storage.forget(north.id)
    await served.install(north.id)
    // The first look after a minute asks for all of them.
    served.clock.advance(60_000)
    await vi.waitFor(async () => {
      served.clock.advance(aMomentMs)
      expect(await ask(served, north)).not.toContain(secret)
    })
  })

  test('stay at hand while the store does not answer; a workspace not yet read is answered from what all share', async () => {
    let isDown = false
    const served = await both({
      storage: (now) => {
        const storage = memoryStorage(now)
        const { ownKnowledge } = storage
        const read: typeof ownKnowledge.read = (team) =>
          isDown ? Promise.reject(new StorageDown('gone', 'the database went away')) : ownKnowledge.read(team)
        return { ...storage, ownKnowledge: { ...ownKnowledge, read } }
      },
    })
    await publish(served, north)
    expect(await ask(served, north)).toContain(secret)
    isDown = true
    await publish(served, south)
    expect(await ask(served, north)).toContain(secret)
    expect(await ask(served, south)).toContain('has no answer to that')
    isDown = false
    served.clock.advance(5_001)
    expect(await ask(served, south)).toContain(secret)
  })
})

describe('in a channel that is shared with another company', () => {
  test.each(['eva', 'ana'])('a mention is answered from what all share, whoever asks: %s', async (user) => {
    const served = await serve({ knowledge, world: { teams: [host, south] } })
    await served.install(north.id)
    await publish(served, north)
    await served.send(served.slack.payloads.appMention(question, { team: host, user, channel: shared.name }))
    await served.service.settled()
    const [post] = served.slack.api.calls('chat.postMessage')
    expect(JSON.stringify(post?.args)).not.toContain(secret)
    expect(JSON.stringify(post?.args)).toContain('has no answer to that')
  })

  test('a button of a message that all read leads to nothing of one’s own, whoever presses', async () => {
    const served = await serve({ knowledge, world: { teams: [host, south] } })
    await served.install(north.id)
    // The own entry answers what the shared message's button asks.
    const hiring = readFileSync('test/fixtures/kiln/topics/hiring.yml', 'utf8')
    const ours = hiring.replace(/^answer: .*$/m, `answer: Ask ${secret} first.`)
    await publish(served, north, new Map([...ownFiles(), ['topics/hiring.yml', ours]]))
    expect(await ask(served, north, 'hiring checklist')).toContain(secret)
    await served.send(
      served.slack.payloads.appMention('hiring checklist', { team: host, user: 'ana', channel: shared.name }),
    )
    await served.service.settled()
    const message = served.slack.api
      .visible({ channel: shared.id, user: eva.id })
      .findLast(({ blocks }) => (blocks?.length ?? 0) > 0)
    if (!message) throw new Error('no answer in the shared channel')
    expect(JSON.stringify(message)).not.toContain(secret)
    for (const user of ['ana', 'eva'])
      for (const action of [actions.why, actions.ask]) {
        const from = served.slack.requests.length
        const pressable = JSON.stringify(message.blocks).match(new RegExp(`${action}(:\\d+)?`))?.[0]
        if (!pressable) continue
        await served.send(served.slack.payloads.blockActions({ message }, pressable, { team: host, user }))
        await served.service.settled()
        const left = JSON.stringify(served.slack.requests.slice(from).map(({ args }) => args))
        expect(left.length).toBeGreaterThan(2)
        expect(left).not.toContain(secret)
      }
  })
})

describe('sharing', () => {
  const answerTo = async (served: Served, text: string) => {
    const [channel] = north.channels
    const [user] = north.users
    await served.send(served.slack.payloads.slashCommand(text, { team: north }))
    await served.service.settled()
    const seen = served.slack.api.visible({ channel: channel?.id ?? '', user: user?.id ?? '' })
    const answer = seen.findLast(({ only }) => only)
    if (!answer) throw new Error('no answer')
    return answer
  }
  const share = async (served: Served, message: Awaited<ReturnType<typeof answerTo>>): Promise<string> => {
    await served.send(served.slack.payloads.blockActions({ message }, actions.share, { team: north }))
    await served.service.settled()
    return JSON.stringify(served.slack.api.calls('chat.postMessage').map(({ args }) => args))
  }

  test('posts own entries where the asker was told of them', async () => {
    const served = await both()
    await publish(served, north)
    expect(await share(served, await answerTo(served, question))).toContain(secret)
  })

  test('does not post what became own since the asker was asked', async () => {
    const served = await both()
    const answer = await answerTo(served, 'acme')
    const acme = readFileSync('test/fixtures/kiln/organisations/acme.yml', 'utf8')
    const ours = acme.replace(/^answer: .*$/m, `answer: ${secret} sells to Acme Bank.`)
    await publish(served, north, new Map([...ownFiles(), ['organisations/acme.yml', ours]]))
    expect(await ask(served, north, 'acme')).toContain(secret)
    const posts = await share(served, answer)
    expect(posts).toContain('runs its ledger')
    expect(posts).not.toContain(secret)
  })
})
