import { setTimeout as sleep } from 'node:timers/promises'
import { actions } from '#slack/ids.ts'
import { allTold, command, inTurn, judgedWishes, mention } from '../acts.ts'
import { actorOf } from '../actor.ts'
import type { Wish } from '../ledger.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { paced, pacedUntil, timesOf } from '../pace.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { until } from '../until.ts'

/** Many shares into one channel, of which Slack takes one a second (E3). */
export const shares: Scenario = {
  id: 'shares',
  name: 'Many shares to one channel, one a second',
  rows: 'E3',
  about:
    'as many people press Share within a few seconds in one channel, where Slack takes one message a second. Each share is posted once or, where Slack would take too long, told as not posted; "failed" are those that were not posted. Questions of others go on; their times are told.',
  counts: { short: 20, full: 200 },
  beside: 50,
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: count + 1, perChannelRate: true })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const line = stage.line(program.origin)
      const [other, ...sharing] = stage.people
      if (!other) throw new Error('too few people')
      const actors = sharing.map((user) => actorOf(stage, user, line))
      for (const actor of actors) await actor.ask('who uses go in fintech')
      const answers = actors.map((actor) => actor.newest())
      const talk = pacedUntil(5, () => command(stage, { team: stage.team, user: other, line }))
      await paced({ count, perSecond: 20 }, (n) => actors[n]?.press(actions.share, answers[n]) ?? Promise.resolve())
      const said = (n: number): string => {
        const message = actors[n]?.newest()
        return message && message !== answers[n] ? message.text : ''
      }
      const postsOf = (user: string): number =>
        stage.slack.api.slack.messages.filter(
          ({ only, user: writer, blocks }) =>
            only === undefined && writer === undefined && JSON.stringify(blocks).includes(`<@${user}>`),
        ).length
      const start = performance.now()
      await until(() => actors.every((actor) => postsOf(actor.id) > 0), (count * 1.3 + 45) * 1_000, 500)
      const seconds = (performance.now() - start) / 1_000
      await talk.stop()
      const attempts = actors.map(({ id }, n): Attempt => {
        const times = postsOf(id)
        stage.ledger.wish({
          what: `share ${n + 1}`,
          at: Date.now(),
          told: () => times > 0 || said(n) !== '',
          seen: () => times,
        })
        const because =
          times === 1 ? undefined : `posted ${times} times, and told: ${said(n).slice(0, 90) || 'nothing'}`
        return attemptOf(`share ${n + 1}`, because)
      })
      await stage.rest()
      const others = stage.ledger.sent.filter(({ what }) => what === 'slash_command').slice(count)
      return {
        attempts,
        broken: examine(stage),
        figures: { 'seconds until all were posted or given up': seconds, ...timesOf(others, ' of others') },
      }
    } finally {
      await stage.close()
    }
  },
}

/** The whole Web API is away for long, and people go on (E4). */
export const slackDown: Scenario = {
  id: 'slack-down',
  name: 'Slack away and back',
  rows: 'E4',
  about:
    'the Web API refuses connections for 20 s (10 minutes in the full run) while 20 mentions and questions a second come in. Questions are answered in the acknowledgement; every mention is acknowledged, and after the recovery its person is told, as fast as one message a second for each of 40 people allows, at most once in public.',
  counts: { short: 20, full: 600 },
  beside: 60,
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 40 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const line = stage.retryingLine(program.origin)
      const wishes: Wish[] = []
      await stage.proxy.set({ kind: 'refuse' })
      await paced({ count: count * 20, perSecond: 20 }, async (n) => {
        const doing = { team: stage.team, user: inTurn(stage.people, n), line }
        wishes.push(await (n % 4 === 3 ? command(stage, doing) : mention(stage, doing)))
      })
      const told = wishes.filter((wish) => wish.told()).length
      const rss = program.rssMb() ?? 0
      await stage.proxy.set({ kind: 'fair' })
      const start = performance.now()
      // Each of them is told one thing a second, so that what piled up for one person takes its time.
      await allTold(wishes, 30_000 + (1_500 * wishes.length) / stage.people.length)
      const seconds = (performance.now() - start) / 1_000
      await stage.rest()
      await stage.coldRead()
      return {
        attempts: judgedWishes(wishes),
        broken: examine(stage),
        figures: {
          'seconds away': count,
          'told while it was away': told,
          'seconds until all were told afterwards': seconds,
          'RSS at the end of it, MB': rss,
        },
      }
    } finally {
      await stage.close()
    }
  },
}

/** What was on its way when Slack first said so could not know it, on a machine that does much else. */
const onItsWayMs = 1_000

/** A workspace takes the token back in the middle of a burst (E5). */
export const revoked: Scenario = {
  id: 'revoked',
  name: 'A token revoked in the middle of a burst',
  rows: 'E5',
  about:
    'two hundred mentions at 50 a second in each of two workspaces; after half of them Slack revokes the token of one. A second after it first said so at most 3 more calls go out for it, and the other one is served as before.',
  counts: { short: 200, full: 200 },
  run: async (count, seed) => {
    const stage = await openOauthStage({ seed, teams: manyTeams(2) })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const [gone, other] = stage.slack.world.teams
      if (!gone || !other) throw new Error('too few workspaces')
      for (const team of [gone, other]) await install(stage, program.origin, team)
      const line = stage.line(program.origin)
      const wishes: Wish[] = []
      const talkOf = async (team: typeof gone, n: number): Promise<void> => {
        const wish = await mention(stage, { team, user: inTurn(team.users, n), line })
        if (team === other) wishes.push(wish)
        else Object.assign(wish, { unknowable: () => 'its token was revoked' })
      }
      let from = 0
      await paced({ count, perSecond: 50 }, async (n) => {
        if (n === Math.floor(count / 2)) {
          gone.revoked = 'token_revoked'
          from = stage.slack.requests.length
        }
        await Promise.all([talkOf(gone, n), talkOf(other, n)])
      })
      await allTold(wishes)
      await sleep(1_000)
      await stage.rest()
      const calls = stage.slack.requests.slice(from).filter(({ team }) => team === gone.id)
      const first = calls.find(({ outcome }) => JSON.stringify(outcome).includes('token_revoked'))
      const later = calls.filter(({ at }) => at > (first?.at ?? 0) + onItsWayMs)
      return {
        attempts: [
          ...judgedWishes(wishes),
          attemptOf('calls for the revoked workspace', later.length <= 3 ? undefined : `${later.length} more calls`),
        ],
        broken: examine(stage),
        figures: {
          'calls after the token was revoked': calls.length,
          'of these, a second after Slack had first said so': later.length,
        },
      }
    } finally {
      await stage.close()
    }
  },
}
