import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { seededRandom } from '#standin/clock.ts'
import { team } from '#standin/description.ts'
import { httpLine } from '#standin/line.ts'
import { createPeople, type As } from '#standin/people/people.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { openStorage } from '#storage/open.ts'
import { answersTo, courseOf } from './slack/walking.ts'

// The program is killed while it saves, again and again: what it said to be saved is there, once.

const rounds = 20
const course = courseOf('test/fixtures/kiln')
const users = Array.from({ length: rounds }, (_, at) => ({ id: `U0ROUND${at}`, name: `round${at}` }))

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

test(
  `kill -9 while saving, ${rounds} times: whatever was said to be saved is there, once`,
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gofer-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const slack = await startWorld({ teams: [team({ users })] })
    onTestFinished(slack.close)
    const random = seededRandom(7)
    const said: boolean[] = []
    for (let round = 0; round < rounds; round += 1) said.push(await saveAndKill(slack, folder, round, random() * 90))

    const store = await openStorage({ dataDir: folder, clock: { now: Date.now } })
    onTestFinished(store.close)
    const kept = await store.storage.decisions.list(slack.world.teams[0]?.id ?? '', { limit: 100 })
    const counts = said.map((_, round) => kept.filter(({ proposal }) => proposal.project === `Kiln ${round}`).length)
    expect(counts.filter((count) => count > 1)).toEqual([])
    expect(said.flatMap((wasSaid, round) => (wasSaid && counts[round] !== 1 ? [round] : []))).toEqual([])
    // Neither all nor none: otherwise the killing came too late or too early to prove anything.
    expect(said).toContain(true)
    expect(said).toContain(false)
  },
)

/** One person walks to the verdict and saves; the program dies so many milliseconds after the press. @returns whether it said "saved" */
async function saveAndKill(slack: RunningWorld, folder: string, round: number, delayMs: number): Promise<boolean> {
  const { child, origin } = await start(slack, folder)
  const as: As = { team: slack.world.teams[0]?.id ?? '', user: users[round]?.id ?? '' }
  const people = createPeople(slack.api, httpLine(slack.sendTo(`${origin}/slack/events`)))
  const window = () => slack.api.views().find(({ user }) => user === as.user)
  const words = (): string => JSON.stringify(window()?.view ?? {})
  const submit = async (typed = {}): Promise<void> => {
    expect(await people.submit(as, window()?.view.id ?? '', typed)).toEqual({ kind: 'done' })
  }

  await people.say(as, { channel: slack.world.teams[0]?.channels[0]?.id ?? '', text: `/golang decide Kiln ${round}` })
  await expect.poll(words, { timeout: 5_000 }).toContain('Next')
  await submit()
  for (let at = 0; at < course.framework.questions.length; at += 2)
    await submit(answersTo(course.framework.questions.slice(at, at + 2), 'yy'))
  await submit(answersTo(course.framework.knock_outs, 'nnnnnn'))
  await expect.poll(words).toContain('gofer_decide_save')
  const pressing = people.press(as, { kind: 'view', id: window()?.view.id ?? '' }, { action: 'gofer_decide_save:0' })
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  // A press that had nothing to press would prove nothing.
  expect(JSON.stringify(await pressing)).not.toContain('nobody can press')
  return /Saved\b/.test(words())
}

async function start(slack: RunningWorld, folder: string): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      KNOWLEDGE_DIR: course.folder,
      DATA_DIR: folder,
      SLACK_BOT_TOKEN: slack.world.teams[0]?.token ?? '',
      SLACK_SIGNING_SECRET: slack.world.signingSecret,
      SLACK_API_URL: slack.api.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let out = ''
  child.stdout.on('data', (text: Buffer) => void (out += text.toString()))
  await expect.poll(() => out, { timeout: 10_000 }).toContain('http://')
  return { child, origin: /http:\/\/\S+/.exec(out)?.[0] ?? '' }
}
