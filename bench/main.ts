import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { encode } from '#standin/payloads.ts'
import { sign } from '#standin/sign.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { timeAnswering } from './answering.ts'
import { type Child, startChild, type StartOptions } from './child.ts'
import { coldStarts } from './cold.ts'
import { timeDeciding } from './deciding.ts'
import { writeFolder } from './folder.ts'
import { timeTaking } from './live.ts'
import { send, type Prepared } from './load.ts'
import { measure } from './measure.ts'
import { measureScale } from './scale/run.ts'
import { scaleTable } from './scale/table.ts'
import { measurePorts } from './scale/postgres.ts'
import { portTable } from './scale/postgres-table.ts'
import { timeOutgoing } from './outgoing.ts'
import { timeStandin } from './standin.ts'
import { writePage } from './page.ts'
import { table, type Measured, type Missing, type Report } from './report.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    starts: { type: 'string', default: '5' },
    entries: { type: 'string', default: '10000' },
    // Puts the tables into docs/speed.md as well.
    write: { type: 'boolean', default: false },
    // Search over generated knowledge instead of the servers.
    scale: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '100,1000,10000,100000' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '500' },
    alone: { type: 'boolean', default: false },
    // With `scale`: the search in PostgreSQL beside the one in memory.
    postgres: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const entries = Number(values.entries)

/** As `npm start` starts it. */
const ours = ['--disable-warning=ExperimentalWarning', fileOf('../tools/preflight.cjs'), fileOf('../src/main.ts')]

type Server = {
  readonly name: string
  readonly args: readonly string[]
  readonly questions: readonly string[]
  readonly knowledge?: string
}

/** The program last: it is what the two before it are there to judge. */
function serversIn(folder: string): Server[] {
  const path = join(folder, 'knowledge')
  mkdirSync(path)
  const large = writeFolder(path, entries)
  const real = ['who-uses fintech', 'who uses go?', 'compare go rust', 'pitfalls', 'tools databases', 'roadmap']
  return [
    { name: 'raw node:http', args: [fileOf('servers/raw-http.ts')], questions: real },
    { name: 'bare Bolt', args: [fileOf('servers/bare-bolt.ts')], questions: real },
    { name: 'Gofer', args: ours, questions: real },
    { name: `Gofer, ${entries.toLocaleString('en')} entries`, args: ours, questions: large.questions, knowledge: path },
  ]
}

async function run(): Promise<Report> {
  await using slack = await startWorld()
  const folder = mkdtempSync(join(tmpdir(), 'gofer-bench-'))
  const started: { readonly server: Server; readonly child: Child; readonly startMs: number }[] = []
  const missing: Missing[] = []
  try {
    const servers = serversIn(folder)
    const startOf = (server: Server): StartOptions => ({
      args: server.args,
      log: join(folder, `${servers.indexOf(server)}.log`),
      env: settings(slack, join(folder, `data-${servers.indexOf(server)}`), server.knowledge),
      answers: asker(slack, server.questions),
    })
    const cold = await coldStarts(
      servers.map((server) => ({ name: server.name, start: () => startOf(server) })),
      Number(values.starts),
    )
    for (const server of servers) {
      const result = await startChild(startOf(server))
      if (result.kind === 'started') started.push({ server, ...result })
      else missing.push({ kind: 'missing', name: server.name, reason: result.reason })
    }
    const figures = await measure(
      started.map(({ server, child }) => ({
        name: server.name,
        child,
        prepare: (count) => prepare(slack, count, server.questions),
      })),
      { rounds, seconds: Number(values.seconds) },
    )
    const measured = started.map(({ server: { name }, child, startMs }): Measured => ({
      kind: 'measured',
      name,
      startMs: cold.find((one) => one.name === name)?.medianMs ?? startMs,
      bestStartMs: cold.find((one) => one.name === name)?.bestMs ?? startMs,
      rssMb: child.rssMb(),
      figures: figures.get(name) ?? [],
    }))
    return {
      node: process.versions.node,
      cores: availableParallelism(),
      cpu: cpus()[0]?.model ?? 'unknown',
      rounds,
      starts: Number(values.starts),
      servers: [...measured, ...missing],
      outgoing: await timeOutgoing(),
      understanding: await timeAnswering(),
      standin: await timeStandin(),
      deciding: await timeDeciding(),
      taking: await timeTaking(entries),
    }
  } finally {
    await Promise.all(started.map(({ child }) => child.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The log is on, as it is unless somebody turns it off. */
const settings = (slack: RunningWorld, data: string, knowledge?: string): Readonly<Record<string, string>> => ({
  SLACK_SIGNING_SECRET: slack.world.signingSecret,
  SLACK_BOT_TOKEN: slack.world.teams[0]?.token ?? '',
  SLACK_API_URL: slack.api.url,
  DATA_DIR: data,
  LOG_LEVEL: 'info',
  LOG_FORMAT: 'json',
  HOST: '127.0.0.1',
  ...(knowledge === undefined ? {} : { KNOWLEDGE_DIR: knowledge }),
})

/** Slack counts its triggers upwards; the stand-in draws them, and a database would find each in another place. */
let trigger = 13_345_224_609_000

/** Questions in turn, each time a delivery of its own: a repeated trigger would rightly be taken for a repetition. */
function prepare(slack: RunningWorld, count: number, questions: readonly string[]): Prepared[] {
  const at = Date.now()
  return Array.from({ length: count }, (_, turn) => {
    const sent = encode(slack.payloads.slashCommand(questions[turn % questions.length] ?? 'help'))
    const body = sent.body.replace(/trigger_id=\d+/, `trigger_id=${(trigger += 1)}`)
    return {
      headers: {
        'content-type': sent.contentType,
        'content-length': Buffer.byteLength(body),
        ...sign(body, { secret: slack.world.signingSecret, at }),
      },
      body: Buffer.from(body),
    }
  })
}

/** Asks once whether a server is up, over a connection that is not kept. */
const asker =
  (slack: RunningWorld, questions: readonly string[]) =>
  async (port: number): Promise<boolean> => {
    const agent = new Agent()
    const results = await Promise.all(prepare(slack, 1, questions).map((request) => send(port, agent, request)))
    agent.destroy()
    return results.every(({ status }) => status === 200)
  }

if (values.scale && values.postgres) {
  const report = await measurePorts({
    sizes: values.sizes.split(',').map(Number),
    seed: Number(values.seed),
    questions: Number(values.questions),
    tell: (line) => console.error(line),
  })
  console.log(values.json ? JSON.stringify(report) : portTable(report))
} else if (values.scale) {
  const report = await measureScale({
    sizes: values.sizes.split(',').map(Number),
    seed: Number(values.seed),
    questions: Number(values.questions),
    alone: values.alone,
    tell: (line) => console.error(line),
  })
  if (values.write) writePage('scale', scaleTable(report))
  console.log(values.json ? JSON.stringify(report) : scaleTable(report))
} else {
  const report = await run()
  if (values.write) writePage('servers', table(report))
  console.log(values.json ? JSON.stringify(report) : table(report))
}

function fileOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
