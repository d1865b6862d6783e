import { allTold, command, inTurn, mention } from './acts.ts'
import { actorOf } from './actor.ts'
import { paced } from './pace.ts'
import type { Stage } from './stage.ts'
import type { Line } from '#standin/line.ts'

/** How much goes in, how fast, and how many of the people save how many decisions beside it. */
type Acting = {
  readonly count: number
  readonly perSecond: number
  readonly savers: number
  readonly each: number
  /** The beginning of the decisions' names. */
  readonly project: string
}

/** Everybody acts on several processes that share a database: questions at one of them in turn, mentions at all at once. */
export async function everybodyActs(
  stage: Stage,
  lines: readonly Line[],
  { count, perSecond, savers, each, project }: Acting,
): Promise<void> {
  const saving = stage.people.slice(0, savers).map(async (user, at) => {
    const actor = actorOf(stage, user, inTurn(lines, at))
    for (let n = 0; n < each; n += 1)
      if (await actor.reachVerdict(`${project} ${at} ${n}`)) await actor.save(`${project} ${at} ${n}`)
  })
  await paced({ count, perSecond }, (n) => {
    const doing = { team: stage.team, user: inTurn(stage.people.slice(savers), n), line: inTurn(lines, n) }
    return n % 2 === 0
      ? command(stage, doing)
      : mention(stage, doing, { send: (delivery) => Promise.all(lines.map((line) => line(delivery))) })
  })
  await Promise.all(saving)
  await allTold(stage.ledger.wishes)
}
