import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { lineOf } from '#answer/evidence.ts'
import { toConfig } from '#config.ts'
import { createDecider } from '#decision/decider.ts'
import type { Choices } from '#decision/types.ts'
import { loadKnowledge } from '#knowledge/load.ts'
import type { Framework } from '#knowledge/framework.ts'
import { createService, openStore } from '#service.ts'
import { team } from '#standin/description.ts'
import { httpLine } from '#standin/line.ts'
import { createPeople } from '#standin/people/people.ts'
import { startWorld } from '#standin/world.ts'

/** How long a verdict takes in process, and how long a person waits from Next to the next step over signed HTTP. */
export type Deciding =
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'timed'
      readonly verdictP50Ms: number
      readonly verdictP99Ms: number
      readonly stepP50Ms: number
      readonly stepP99Ms: number
      readonly steps: number
    }

const verdicts = 2_000
const walkers = 60

export async function timeDeciding(): Promise<Deciding> {
  const loaded = loadKnowledge(resolve('knowledge'))
  if (loaded.kind === 'refused') return { kind: 'absent', reason: 'the knowledge folder is refused' }
  const { catalog } = loaded
  const [framework] = catalog.frameworks.values()
  if (!framework) return { kind: 'absent', reason: 'there is no framework' }
  const decider = createDecider(catalog, (entry, claim) => lineOf(catalog, entry, claim))
  const domains = [...catalog.entries.values()].filter(({ kind }) => kind === 'domains').map(({ id }) => id)
  const verdictTimes = Array.from({ length: verdicts }, (_, at) => {
    const domain = domains[at % domains.length]
    const proposal = { project: 'A gateway', alternatives: [], ...(domain ? { domain } : {}) }
    const choices = choicesOf(framework, at)
    const before = performance.now()
    decider.decide(framework, proposal, choices)
    return performance.now() - before
  }).slice(domains.length)
  const stepTimes = await timeSteps(framework)
  return {
    kind: 'timed',
    verdictP50Ms: at(verdictTimes, 0.5),
    verdictP99Ms: at(verdictTimes, 0.99),
    stepP50Ms: at(stepTimes, 0.5),
    stepP99Ms: at(stepTimes, 0.99),
    steps: stepTimes.length,
  }
}

/** People who walk to the verdict one after the other, against the embedded database on disk. */
async function timeSteps(framework: Framework): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-bench-'))
  const users = Array.from({ length: walkers }, (_, number) => ({ id: `U0WALK${number}`, name: `walker${number}` }))
  await using slack = await startWorld({ teams: [team({ users })] })
  const [home] = slack.world.teams
  const made = toConfig({
    SLACK_BOT_TOKEN: home?.token,
    SLACK_SIGNING_SECRET: slack.world.signingSecret,
    SLACK_API_URL: slack.api.url,
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
  })
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  const store = await openStore(made.config)
  const times: number[] = []
  {
    await using service = createService(made.config, store ? { store } : {})
    const people = createPeople(slack.api, httpLine(slack.sendTo(`${await service.start()}/slack/events`)))
    for (const { id } of users) {
      const as = { team: home?.id ?? '', user: id }
      const view = () => slack.api.views().find(({ user }) => user === id)?.view
      await people.say(as, { channel: home?.channels[0]?.id ?? '', text: '/golang decide A gateway' })
      await service.settled()
      while (view()?.['submit']) {
        const before = performance.now()
        const acted = await people.submit(as, view()?.id ?? '', firstOptions(view()?.blocks ?? []))
        if (acted.kind !== 'done') throw new Error(JSON.stringify(acted))
        times.push(performance.now() - before)
      }
    }
  }
  rmSync(folder, { recursive: true, force: true })
  if (times.length < walkers * framework.questions.length * 0.5) throw new Error('nobody walked')
  return times.slice(10)
}

/** "Yes" wherever there is a choice. */
const firstOptions = (blocks: readonly Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      const element = block['element'] as { type?: string; options?: { value: string }[] } | undefined
      const value = element?.type === 'radio_buttons' ? element.options?.[0]?.value : undefined
      return value === undefined ? [] : [[String(block['block_id']), value]]
    }),
  )

const signs = ['yes', 'no', 'unsure'] as const
const choicesOf = ({ questions, knock_outs }: Framework, seed: number): Choices =>
  Object.fromEntries(
    [...questions, ...knock_outs].map(({ id }, index) => [id, { choice: signs[(seed >> index) % 3] ?? 'unsure' }]),
  )

function at(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0
}
