import { setTimeout as sleep } from 'node:timers/promises'
import { actions, blocks } from '#slack/ids.ts'
import type { Team, User } from '#standin/description.ts'
import type { Delivered, Line } from '#standin/line.ts'
import type { Message } from '#standin/server.ts'
import { actorOf, yesToAll, type Actor } from '../actor.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

/** A hundred deliveries a second from twelve workspaces (L1): nothing lost, nothing doubled, everybody told, and in time. */
export const load: Scenario = {
  id: 'load',
  name: 'Steady load, 100 deliveries a second, 12 workspaces',
  rows: 'L1',
  counts: { short: 6_000, full: 60_000 },
  run,
}

const perSecond = 100
const workspaces = 12
/** People who do one thing after the other; enough of them that the pace is never theirs. */
const workers = 48

/** How much of what goes in is what (reliability.md, 4). There are no workspace entries yet; feedback stands in for their 5 %. */
const mix = { question: 0.6, mention: 0.2, vote: 0.1, decision: 0.05, feedback: 0.05 } as const
type Kind = keyof typeof mix

type Scene = {
  readonly stage: Stage
  readonly ballots: ReadonlyMap<string, Message>
  readonly mentions: { readonly team: string; readonly ts: string }[]
  readonly silent: string[]
  readonly voters: Set<string>
  /** How many of each kind have gone in. */
  readonly counts: Record<Kind, number>
}

async function run(count: number, seed: number): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: manyTeams(workspaces).map(crowded) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    for (const team of stage.slack.world.teams) {
      const { status } = await install(stage, program.origin, team)
      if (status !== 200) throw new Error(`the installation answered ${status}`)
    }
    const plain = stage.line(program.origin)
    const ballots = new Map<string, Message>()
    for (const team of stage.slack.world.teams) ballots.set(team.id, await openBallot(stage, team, plain))
    const before = stage.ledger.sent.length
    const scene: Scene = {
      stage,
      ballots,
      mentions: [],
      silent: [],
      voters: new Set(),
      counts: { question: 0, mention: 0, vote: 0, decision: 0, feedback: 0 },
    }
    const rssBefore = program.rssMb() ?? 0
    const start = performance.now()
    let slot = 0
    const paced =
      (kind: Kind): Line =>
      async (...what) => {
        const at = slot++
        scene.counts[kind] += 1
        await sleep(Math.max(0, start + (at * 1_000) / perSecond - performance.now()))
        return plain(...what)
      }
    await Promise.all(Array.from({ length: workers }, (_, n) => work(scene, n, paced, () => slot >= count)))
    const seconds = (performance.now() - start) / 1_000
    await stage.rest()
    await stage.coldRead()
    const sent = stage.ledger.sent.slice(before)
    const times = sent.map(({ ms = 0 }) => ms).toSorted((one, other) => one - other)
    return {
      attempts: attemptsOf(scene, sent.length),
      broken: examine(stage, { isCalm: true }),
      figures: {
        ...Object.fromEntries(Object.entries(scene.counts).map(([kind, n]) => [`deliveries of kind ${kind}`, n])),
        'deliveries a second': sent.length / seconds,
        'median answer, ms': times[Math.floor(times.length / 2)] ?? 0,
        '99th percentile, ms': times[Math.floor(times.length * 0.99)] ?? 0,
        'slowest, ms': times.at(-1) ?? 0,
        'RSS before, MB': rssBefore,
        'RSS at the end, MB': stage.ledger.rests[0]?.rssMb ?? 0,
      },
    }
  } finally {
    await stage.close()
  }
}

/** Enough people that nobody does two things at once. */
function crowded(team: Team): Team {
  const users = Array.from({ length: workers / workspaces + 1 }, (_, at) => ({
    id: `U0${team.id.slice(2)}P${at}`,
    name: `person${at}`,
  }))
  const members = users.map(({ id }) => id)
  return {
    ...team,
    users,
    channels: team.channels.map((channel) =>
      channel.kind === 'im' ? channel : { ...channel, members: [...members, team.botUser] },
    ),
  }
}

/** The first person of a workspace asks the team. */
async function openBallot(stage: Stage, team: Team, line: Line): Promise<Message> {
  const [user] = team.users
  const actor = user && actorOf({ ...stage, team }, user, line)
  if (!actor || !(await actor.begin(`Ballot of ${team.id}`)) || !(await actor.answer()))
    throw new Error('no ballot came about')
  await actor.press(actions.askTeam)
  await until(() => actor.words().includes(blocks.until), 5_000)
  await actor.submit({ [blocks.channel]: team.channels[0]?.id ?? '', [blocks.names]: 'nobody' })
  const found = (): Message | undefined =>
    stage.slack.api.slack.messages.find(
      (message) => message.team === team.id && JSON.stringify(message.blocks).includes(actions.vote),
    )
  await until(() => found() !== undefined, 5_000)
  return found() ?? missing('the ballot was not posted')
}

async function work(scene: Scene, n: number, paced: (kind: Kind) => Line, isOver: () => boolean): Promise<void> {
  const { stage } = scene
  const team = stage.slack.world.teams[n % workspaces]
  const user = team?.users[1 + Math.floor(n / workspaces)]
  if (!team || !user) throw new Error('too few people')
  for (let round = 0; !isOver(); round += 1) {
    const kind = mostWanted(scene)
    const actor = actorOf({ ...stage, team }, user, paced(kind))
    await acts[kind](scene, { team, user, actor, line: paced(kind), asking: paced('question'), round })
    closeWindows(stage, user)
  }
}

/** The kind that lags the furthest behind its share: several steps of one thing are several deliveries. */
function mostWanted({ counts }: Scene): Kind {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 1)
  const lag = (kind: Kind): number => mix[kind] - counts[kind] / total
  const kinds = Object.keys(mix) as Kind[]
  return kinds.toSorted((one, other) => lag(other) - lag(one))[0] ?? 'question'
}

type Turn = {
  readonly team: Team
  readonly user: User
  readonly actor: Actor
  readonly line: Line
  /** For the question before a rating, which goes in as one of the questions. */
  readonly asking: Line
  readonly round: number
}
type Act = (scene: Scene, turn: Turn) => Promise<void>

const acts: Readonly<Record<Kind, Act>> = {
  question: async ({ stage, silent }, { team, user, line }) => {
    const came = await line(stage.slack.payloads.slashCommand('who uses go in fintech', { team, user: user.id }))
    if (!isWords(came)) silent.push('a question by command')
  },
  mention: async ({ stage, mentions }, { team, user, line }) => {
    const delivery = stage.slack.payloads.appMention('which web frameworks are there', { team, user: user.id })
    const { event } = delivery.payload as { readonly event: { readonly ts: string } }
    mentions.push({ team: team.id, ts: event.ts })
    await line(delivery)
  },
  vote: async ({ ballots, voters, silent }, { team, user, actor }) => {
    await actor.press(actions.vote, ballots.get(team.id))
    await until(() => actor.words().includes(`${blocks.choice}:`), 5_000)
    for (let step = 0; step < 8 && !actor.words().includes('Counted'); step += 1)
      await actor.submit(yesToAll(actor.window()))
    if (actor.words().includes('Counted')) voters.add(`${team.id} ${user.id}`)
    else silent.push('a vote')
  },
  decision: async ({ silent }, { team, user, actor, round }) => {
    const project = `Load ${team.id} ${user.id} ${round}`
    if ((await actor.begin(project)) && (await actor.answer())) await actor.save(project)
    else silent.push('a decision')
  },
  feedback: async ({ stage, silent }, { team, user, actor, line, asking }) => {
    const before = stage.slack.api.slack.messages.length
    await asking(stage.slack.payloads.slashCommand('who uses go in fintech', { team, user: user.id }))
    const mine = (message: Message): boolean => message.only === user.id && message.team === team.id
    const answer = stage.slack.api.slack.messages.slice(before).find(mine)
    if (!answer) {
      silent.push('a question by command')
      return
    }
    const pressing = stage.slack.payloads.blockActions({ message: answer }, helpfulOf(answer), { team, user: user.id })
    const seen = stage.slack.api.slack.messages.length
    await line(pressing)
    if (!(await until(() => stage.slack.api.slack.messages.slice(seen).some(mine), 5_000)))
      silent.push(`feedback of ${actor.id}`)
  },
}

const helpfulOf = (message: Message): string =>
  new RegExp(`${actions.helpful}(?::\\d+)?`).exec(JSON.stringify(message.blocks))?.[0] ?? actions.helpful

const isWords = (came: Delivered): boolean =>
  came.kind === 'answered' && JSON.stringify(came.body ?? '').includes('"text"')

/** Windows that nobody looks at any more; Slack's would be closed by their person. */
function closeWindows({ slack }: Stage, user: User): void {
  for (const { view, user: of } of slack.api.views()) if (of === user.id) slack.api.slack.views.delete(view.id)
}

function attemptsOf({ stage, mentions, silent, voters }: Scene, deliveries: number): Attempt[] {
  const answers = new Map<string, number>()
  for (const { team, thread, only, user } of stage.slack.api.slack.messages)
    if (thread !== undefined && only === undefined && user === undefined)
      answers.set(`${team} ${thread}`, (answers.get(`${team} ${thread}`) ?? 0) + 1)
  const wrong = mentions.map(({ team, ts }) => answers.get(`${team} ${ts}`) ?? 0).filter((times) => times !== 1)
  const lost = stage.ledger.sent.filter(({ ending }) => ending !== 'acked')
  const { kept } = stage.ledger
  const failures: Attempt[] = [
    ...silent.map((what): Attempt => ({ what, result: 'failed', because: 'nobody was told' })),
    ...wrong.map((times): Attempt => ({ what: 'a mention', result: 'failed', because: `answered ${times} times` })),
    ...lost.map(({ what, status }): Attempt => ({ what, result: 'failed', because: `not taken: ${status}` })),
    ...(kept && kept.votes !== voters.size
      ? [
          {
            what: 'votes',
            result: 'failed',
            because: `${voters.size} people were told that theirs counts, ${kept.votes} are kept`,
          } as const,
        ]
      : []),
  ]
  const passed = Math.max(0, deliveries - failures.length)
  return [...failures, ...Array.from({ length: passed }, (): Attempt => ({ what: 'a delivery', result: 'passed' }))]
}

function missing(words: string): never {
  throw new Error(words)
}
