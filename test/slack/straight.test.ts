import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { readQuestions } from '#cli/questions.ts'
import { loadKnowledge } from '#knowledge/load.ts'
import { createLog } from '#log.ts'
import { createService, type Service } from '#service.ts'
import { privately } from '#slack/deliver.ts'
import { renderAnswer } from '#slack/render/answer.ts'
import { shareTargetOf } from '#slack/render/setting.ts'
import type { Sender } from '#standin/sender.ts'
import { startWorld, team, type RunningWorld } from '#standin/world.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { answererOf, list, unknown } from './answers.ts'
import { configOf } from './local.ts'

// Commands that Bolt never sees: what goes back must be what it would be, for whoever it would be, and once.

const ours = team()
let slack: RunningWorld
let running: Service[] = []
let lines: string[] = []

beforeEach(async () => {
  slack = await startWorld({ teams: [ours] })
  lines = []
})
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()))
  running = []
  await slack.close()
})

type Serving = Pick<NonNullable<Parameters<typeof createService>[1]>, 'answerer' | 'storage' | 'tokens'>

async function serve(more: Serving = {}): Promise<{ readonly service: Service; readonly send: Sender }> {
  const config = configOf({
    SLACK_BOT_TOKEN: ours.token,
    SLACK_SIGNING_SECRET: slack.world.signingSecret,
    SLACK_API_URL: slack.api.url,
    PORT: '0',
  })
  const service = createService(config, {
    answerer: answererOf({ builders: list('builders', 20), paint: unknown('paint') }),
    log: createLog({ level: 'info', format: 'json' }, [], { write: (line) => void lines.push(line) }),
    ...more,
  })
  running.push(service)
  return { service, send: slack.sendTo(`${await service.start()}/slack/events`) }
}

const told = (what: string): Record<string, unknown>[] =>
  lines.map((line): Record<string, unknown> => JSON.parse(line)).filter(({ msg }) => msg === what)

describe('a command whose answer is in memory', () => {
  test('is answered to the byte as it is drawn, whatever was asked, at first and again', async () => {
    const loaded = loadKnowledge(resolve('knowledge'))
    if (loaded.kind === 'refused') throw new Error('the knowledge is refused')
    const answerer = createAnswerer(loaded.catalog)
    const { send } = await serve({ answerer })
    const questions = readQuestions('test/questions/tune.jsonl').map(({ q }) => q)
    const odd = ['help', 'Who uses Go? ✓ "quoted" <@U1> & \\ ñ 日本', 'who-uses\tfintech', 'hello', 'x+y=100%']
    let compared = 0
    for (const text of [...questions, ...odd, ...questions.slice(0, 20)]) {
      const answer = answerer.answer(text)
      if (answer.kind === 'open') continue
      const { text: given } = await send(slack.payloads.slashCommand(text, { channel: 'payments' }))
      const [, id = ''] = /\\"a\\":\\"([\w-]+)/.exec(given) ?? []
      const drawn = renderAnswer(answer, {
        surface: 'message',
        press: { trail: [text.trim() === '' ? 'help' : text], answer: id, page: 1 },
        today: new Date().toISOString().slice(0, 10),
        command: '/golang',
        decidable: false,
        share: shareTargetOf('payments'),
      })
      expect(given).toBe(JSON.stringify(privately(drawn)))
      compared += 1
    }
    expect(compared).toBeGreaterThan(200)
  })

  test('has an id of its own each time, and says where it would be shared', async () => {
    const { send } = await serve()
    const texts: string[] = []
    for (const channel of ['payments', 'general', 'payments'])
      texts.push((await send(slack.payloads.slashCommand('builders', { channel }))).text)
    const ids = texts.map((text) => /\\"a\\":\\"([\w-]+)/.exec(text)?.[1])
    expect(new Set(ids).size).toBe(3)
    expect(texts.map((text) => /Share to #\w+/.exec(text)?.[0])).toEqual([
      'Share to #payments',
      'Share to #general',
      'Share to #payments',
    ])
  })

  test('is one answer of a delivery that comes many times at once, in the log and the count as well', async () => {
    const { send, service } = await serve()
    const delivery = slack.payloads.slashCommand('builders')
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(delivery)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
    expect(answers.filter(({ text }) => text !== '')).toHaveLength(1)
    await service.settled()
    expect(told('answered')).toMatchObject([
      { surface: 'command', kind: 'found', band: 'strong', team: ours.id, request: expect.any(String) },
    ])
    expect(told('repeated')).toHaveLength(11)
    expect(lines.join('')).not.toContain('builders')
  })

  test('is one answer over two replicas of one store', async () => {
    const storage = memoryStorage(Date.now)
    const replicas = [await serve({ storage }), await serve({ storage })]
    const deliveries = Array.from({ length: 20 }, () => slack.payloads.slashCommand('builders'))
    const answered = await Promise.all(
      deliveries.map(async (delivery) => {
        const both = await Promise.all(replicas.map(({ send }) => send(delivery)))
        return both.filter(({ text }) => text !== '').length
      }),
    )
    expect(answered).toEqual(deliveries.map(() => 1))
  })

  test('is given while the store is away or silent, and still once for a delivery', async () => {
    for (const take of [() => Promise.reject(new StorageDown('gone', 'away')), () => new Promise<never>(() => {})]) {
      const kept = memoryStorage(Date.now)
      const storage: Storage = { ...kept, outbox: { ...kept.outbox, take } }
      const { send } = await serve({ storage })
      const delivery = slack.payloads.slashCommand('builders')
      const first = await send(delivery)
      expect(first.text).toContain('Builder 1')
      expect(first.ms).toBeLessThan(2_500)
      expect((await send(delivery)).text).toBe('')
    }
  })

  test('is not given where the app is not installed', async () => {
    const { send } = await serve({ tokens: new Map([['T0ELSEWHERE', 'xoxb-elsewhere']]) })
    expect((await send(slack.payloads.slashCommand('builders'))).text).toContain('I am not installed')
    expect(told('answered')).toEqual([])
  })

  test('a miss is kept for the curators all the same', async () => {
    const { send, service } = await serve()
    expect((await send(slack.payloads.slashCommand('paint'))).text).toContain('kept for the curators')
    await service.settled()
    expect(await service.storage.unanswered.list()).toMatchObject([{ text: 'paint', team: ours.id }])
  })
})
