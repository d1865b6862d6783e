import { DatabaseSync } from 'node:sqlite'
import { openStorage } from '#storage/open.ts'
import { decisionOf, noon } from './samples.ts'

/**
 * What a process of its own does with a database. It says what is done, a line each.
 * open: opens it, and closes it. save: saves decisions until it is killed, and says each id once it is saved.
 * claim: takes every due review, and says its id. hold: holds the write lock of the file until its input ends.
 */
export type Job = 'open' | 'save' | 'claim' | 'hold'
/** The job, a folder or the path of a file, and the address of a PostgreSQL or nothing. */
export type Arguments = readonly [job: Job, path: string, databaseUrl: string]

const [job, path, databaseUrl] = process.argv.slice(2) as unknown as Arguments
const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (job === 'hold') hold()
else await work()

function hold(): void {
  const db = new DatabaseSync(path)
  db.exec('begin immediate')
  say('held')
  process.stdin.on('end', () => db.close()).resume()
}

async function work(): Promise<void> {
  const { storage, close } = await openStorage({
    dataDir: path,
    ...(databaseUrl ? { databaseUrl } : {}),
    clock: { now: () => noon },
  })
  say('open')
  if (job === 'save')
    for (;;) {
      // Several at once, so that they also die in the middle of a group.
      const decisions = Array.from({ length: 4 }, () => decisionOf('T1'))
      await Promise.all(
        decisions.map(async (decision) => {
          await storage.decisions.create(decision)
          say(decision.id)
        }),
      )
    }
  if (job === 'claim')
    for (let more = true; more;) {
      const due = await storage.reviews.claimDue(60_000, 2)
      for (const review of due) say(review.id)
      more = due.length > 0
    }
  await close()
}
