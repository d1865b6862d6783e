import { setTimeout as sleep } from 'node:timers/promises'
import { actions, blocks } from '#slack/ids.ts'
import type { Team, User } from '#standin/description.ts'
import type { Line } from '#standin/line.ts'
import type { Message } from '#standin/server.ts'
import { isWords } from './acts.ts'
import { actorOf, yesToAll, type Actor } from './actor.ts'
import { install, manyTeams } from './oauth.ts'
import { roomOf } from './rooms.ts'
import type { Attempt } from './scenario.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** Everything that people do, mixed as in reliability.md, 4, at a pace. */
export type Workload = {
  /** Does so many deliveries at that pace. @returns after how many seconds the last one was in */
  readonly run: (count: number, perSecond: number) => Promise<number>
  /** How many of each kind have gone in. */
  readonly counts: Readonly<Record<Kind, number>>
  /** What came of it, to be asked after `coldRead`: what is not failed has passed. */
  readonly attempts: (deliveries: number) => Attempt[]
}

/** How much of what goes in is what (reliability.md, 4). There are no workspace entries yet; feedback stands in for their 5 %. */
const mix = { question: 0.6, mention: 0.2, vote: 0.1, decision: 0.05, feedback: 0.05 } as const
type Kind = keyof typeof mix

/** Slack's own cap of events an hour and workspace, times twelve, is a hundred a second. */
const workspaces = 12
/** People who do one thing after the other; enough of them that the pace is never theirs. */
const workers = 48

export const crowdedTeams = (): Team[] => manyTeams(workspaces).map(crowded)

type Scene = {
  readonly stage: Stage
  readonly ballots: ReadonlyMap<string, Message>
  readonly mentions: { readonly team: string; readonly ts: string }[]
  readonly silent: string[]
  readonly voters: Set<string>
  readonly counts: Record<Kind, number>
}

/** Installs all workspaces and opens a ballot in each. */
export async function prepareWorkload(stage: Stage, origin: string): Promise<Workload> {
  for (const team of stage.slack.world.teams) {
    const { status } = await install(stage, origin, team)
    if (status !== 200) throw new Error(`the installation answered ${status}`)
  }
  const plain = stage.line(origin)
  const ballots = new Map<string, Message>()
  for (const team of stage.slack.world.teams) ballots.set(team.id, await openBallot(stage, team, plain))
  const scene: Scene = {
    stage,
    ballots,
    mentions: [],
    silent: [],
    voters: new Set(),
    counts: { question: 0, mention: 0, vote: 0, decision: 0, feedback: 0 },
  }
  return {
    counts: scene.counts,
    attempts: (deliveries) => attemptsOf(scene, deliveries),
    run: async (count, perSecond) => {
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
      return (performance.now() - start) / 1_000
    },
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

/** Somebody asks the team. @returns the message to vote on */
export async function openBallot(stage: Stage, team: Team, line: Line): Promise<Message> {
  const [user] = team.users
  const actor = user && actorOf({ ...stage, team }, user, line)
  if (!actor || !(await actor.reachVerdict(`Ballot of ${team.id}`))) throw new Error('no verdict came about')
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

/** Votes on a ballot's message. @returns whether it was said to count */
export async function voteOn(actor: Actor, ballot: Message, answers = yesToAll): Promise<boolean> {
  await actor.press(actions.vote, ballot)
  await until(() => actor.words().includes(`${blocks.choice}:`), 5_000)
  for (let step = 0; step < 8 && !isCounted(actor); step += 1) await actor.submit(answers(actor.window()))
  return isCounted(actor)
}

const isCounted = (actor: Actor): boolean => /Counted|Changed\./.test(actor.words())

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
    const delivery = stage.slack.payloads.appMention('which web frameworks are there', {
      team,
      user: user.id,
      channel: roomOf(team),
    })
    const { event } = delivery.payload as { readonly event: { readonly ts: string } }
    mentions.push({ team: team.id, ts: event.ts })
    await line(delivery)
  },
  vote: async ({ ballots, voters, silent }, { team, user, actor }) => {
    const ballot = ballots.get(team.id)
    if (ballot && (await voteOn(actor, ballot))) voters.add(`${team.id} ${user.id}`)
    else silent.push('a vote')
  },
  decision: async ({ silent }, { team, user, actor, round }) => {
    const project = `Load ${team.id} ${user.id} ${round}`
    if (await actor.reachVerdict(project)) await actor.save(project)
    else silent.push('a decision')
  },
  feedback: async ({ stage, silent }, { team, user, actor, line, asking }) => {
    const { slack } = stage.slack.api
    const before = slack.messages.length
    await asking(stage.slack.payloads.slashCommand('who uses go in fintech', { team, user: user.id }))
    const mine = (message: Message): boolean => message.only === user.id && message.team === team.id
    const answer = slack.messages.slice(before).find(mine)
    if (!answer) {
      silent.push('a question by command')
      return
    }
    const pressing = stage.slack.payloads.blockActions({ message: answer }, helpfulOf(answer), { team, user: user.id })
    const seen = slack.messages.length
    await line(pressing)
    if (!(await until(() => slack.messages.slice(seen).some(mine), 5_000))) silent.push(`feedback of ${actor.id}`)
  },
}

const helpfulOf = (message: Message): string =>
  new RegExp(`${actions.helpful}(?::\\d+)?`).exec(JSON.stringify(message.blocks))?.[0] ?? actions.helpful

/** Windows that nobody looks at any more; Slack's would be closed by their person. */
function closeWindows({ slack }: Stage, user: User): void {
  for (const { view, user: of } of slack.api.views()) if (of === user.id) slack.api.slack.views.delete(view.id)
}

function attemptsOf({ stage, mentions, silent, voters }: Scene, deliveries: number): Attempt[] {
  const wrong = mentions
    .map(({ team, ts }) => stage.ledger.inThread(team, ts).filter(({ only }) => only === undefined).length)
    .filter((times) => times !== 1)
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
