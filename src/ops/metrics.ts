import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Everything that is counted and timed, by what it is called in the program. */
export type Metrics = ReturnType<typeof createMetrics>

/** Seconds. Up to Slack's patience of three; what takes longer is told apart by nothing but that it does. */
const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
/** A call to Slack is given up after five. */
const outgoing = [...quick, 5]

/** A registry of its own for each service: several run in one process in tests and in the local workspace. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const process = ofProcess()

  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
    new Counter({ name: `gofer_${name}_total`, help, labelNames, registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: readonly number[],
  ): Histogram<L> =>
    new Histogram({ name: `gofer_${name}_seconds`, help, labelNames, buckets: [...buckets], registers })
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
    new Gauge({ name: `gofer_${name}`, help, labelNames, registers })

  return {
    answered: counter('answered', 'Answers that went to somebody.', ['surface', 'kind', 'intent', 'band']),
    ask: histogram('ask', 'From taking a question to having delivered its answer.', ['surface'], quick),
    ack: histogram('ack', 'From taking a delivery to acknowledging it; Slack waits three seconds.', ['surface'], quick),
    unanswered: counter('unanswered', 'Questions without an answer, kept for the curators.'),
    repeated: counter('repeated', 'Deliveries that had been taken before and were left alone.', ['surface']),
    shared: counter('shared', 'Presses of Share, by what came of it.', ['outcome']),
    rated: counter('rated', 'Answers that somebody found helpful or not.', ['verdict']),
    hushed: counter('hushed', 'Questions beyond what one thread may ask in a minute.'),
    failed: counter('failed', 'Things that went wrong while something was handled.', ['surface']),
    refused: counter('refused', 'What Slack did not take, all tries included.', ['method', 'reason']),
    call: histogram('slack_call', 'Each try of a call to Slack.', ['method', 'outcome'], outgoing),
    owed: counter('outbox', 'Turns that were kept and done anew, put off, or given up.', ['what']),
    rejected: counter('rejected', 'Requests that were turned away at the door.', ['reason']),
    late: counter('late', 'Deliveries that were acknowledged later than Slack reads.', ['surface']),
    connection: counter('connection', 'Connections of Socket Mode that opened or were lost.', ['state']),
    sockets: gauge('sockets_open', 'Connections of Socket Mode that are open; 0 over HTTP.'),
    storeFailed: counter('store_failed', 'Calls of the database that were not done.', ['reason']),
    chore: histogram('chore', 'Runs of the work that nobody asks for.', ['chore', 'outcome'], quick),
    choreDone: counter('chore_done', 'What that work did: reviews told, ballots closed, rows purged.', ['chore']),
    reload: counter('knowledge_reload', 'Edits of the knowledge folder, taken or refused.', ['outcome']),
    entries: gauge('knowledge_entries', 'Entries that answers are made from.'),
    knowledge: gauge('knowledge_info', 'The version of the knowledge, as a label.', ['version']),
    info: gauge('info', 'What runs here, as labels.', ['version', 'node', 'transport', 'store']),
    /** A gauge that is read when somebody asks for the metrics. */
    watch: (name: string, help: string, read: () => number): void =>
      void new Gauge({
        name: `gofer_${name}`,
        help,
        registers,
        collect() {
          this.set(read())
        },
      }),
    /** In the text form that Prometheus reads. */
    text: async (): Promise<string> => `${await registry.metrics()}\n${await process.metrics()}`,
  }
}

/** What `text` is to be called in a response. */
export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE

let shared: Registry | undefined

/** There is one event loop and one heap, however many services share them. */
function ofProcess(): Registry {
  if (shared) return shared
  shared = new Registry()
  collectDefaultMetrics({ register: shared })
  return shared
}
