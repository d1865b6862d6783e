import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { encode } from '#standin/payloads.ts'
import { sign } from '#standin/sign.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { timeAnswering } from './answering.ts'
import { startChild, type Child } from './child.ts'
import { timeDeciding } from './deciding.ts'
import { send, type Prepared } from './load.ts'
import { measure } from './measure.ts'
import { measureScale } from './scale/run.ts'
import { scaleTable } from './scale/table.ts'
import { timeStandin } from './standin.ts'
import { table, type Measured, type Missing, type Report } from './report.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    // Search over generated knowledge instead of the servers.
    scale: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '100,1000,10000,100000' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '500' },
    alone: { type: 'boolean', default: false },
  },
})
const question = 'who-uses fintech'
const rounds = Number(values.rounds)

/** Whole app last: it is what the two before it are there to judge. */
const servers = [
  { name: 'raw node:http', file: './servers/raw-http.ts' },
  { name: 'bare Bolt', file: './servers/bare-bolt.ts' },
  { name: 'Gofer', file: '../src/main.ts' },
]

async function run(): Promise<Report> {
  await using slack = await startWorld()
  const folder = mkdtempSync(join(tmpdir(), 'gofer-bench-'))
  const started: { readonly name: string; readonly child: Child; readonly startMs: number }[] = []
  const missing: Missing[] = []
  try {
    for (const { name, file } of servers) {
      const path = fileURLToPath(new URL(file, import.meta.url))
      const result = existsSync(path)
        ? await startChild({ file: path, env: settings(slack, folder), answers: asker(slack) })
        : { kind: 'failed' as const, reason: `there is no ${file.replace('../', '')} yet` }
      if (result.kind === 'started') started.push({ name, ...result })
      else missing.push({ kind: 'missing', name, reason: result.reason })
    }
    const figures = await measure(started, {
      rounds,
      seconds: Number(values.seconds),
      prepare: (count) => prepare(slack, count),
    })
    const measured = started.map(({ name, child, startMs }): Measured => ({
      kind: 'measured',
      name,
      startMs,
      rssMb: child.rssMb(),
      figures: figures.get(name) ?? [],
    }))
    return {
      node: process.versions.node,
      cores: availableParallelism(),
      command: `/golang ${question}`,
      rounds,
      servers: [...measured, ...missing],
      understanding: await timeAnswering(),
      standin: await timeStandin(),
      deciding: await timeDeciding(),
    }
  } finally {
    await Promise.all(started.map(({ child }) => child.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

const settings = (slack: RunningWorld, folder: string): Readonly<Record<string, string>> => ({
  SLACK_SIGNING_SECRET: slack.world.signingSecret,
  SLACK_BOT_TOKEN: slack.world.teams[0]?.token ?? '',
  SLACK_API_URL: slack.api.url,
  DATA_DIR: folder,
  LOG_LEVEL: 'error',
  LOG_FORMAT: 'json',
  HOST: '127.0.0.1',
})

/** The same command each time, but each a delivery of its own: a repeated trigger would rightly be taken for a repetition. */
function prepare(slack: RunningWorld, count: number): Prepared[] {
  const at = Date.now()
  return Array.from({ length: count }, () => {
    const { body, contentType } = encode(slack.payloads.slashCommand(question))
    return {
      headers: {
        'content-type': contentType,
        'content-length': Buffer.byteLength(body),
        ...sign(body, { secret: slack.world.signingSecret, at }),
      },
      body: Buffer.from(body),
    }
  })
}

/** Asks once whether a server is up, over a connection that is not kept. */
const asker =
  (slack: RunningWorld) =>
  async (port: number): Promise<boolean> => {
    const agent = new Agent()
    const results = await Promise.all(prepare(slack, 1).map((request) => send(port, agent, request)))
    agent.destroy()
    return results.every(({ status }) => status === 200)
  }

if (values.scale) {
  const report = await measureScale({
    sizes: values.sizes.split(',').map(Number),
    seed: Number(values.seed),
    questions: Number(values.questions),
    alone: values.alone,
    tell: (line) => console.error(line),
  })
  console.log(values.json ? JSON.stringify(report) : scaleTable(report))
} else {
  const report = await run()
  console.log(values.json ? JSON.stringify(report) : table(report))
}
