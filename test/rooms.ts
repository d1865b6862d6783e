/** What each room of `src/` may import, and why. `types` are rooms of which only types may be named. */
export type Law = {
  readonly rooms: readonly string[]
  readonly types?: readonly string[]
  readonly packages?: readonly string[]
  /** Node modules it may use: scarce powers have an address. */
  readonly node?: readonly string[]
  readonly because: string
}

export const rooms: Readonly<Record<string, Law>> = {
  knowledge: {
    rooms: [],
    packages: ['zod', 'js-yaml', 'fuse.js'],
    node: ['node:fs', 'node:path', 'node:crypto'],
    because:
      'the ground: it knows no question, no answer, no Slack; only shelf.ts reads files, only judge.ts knows Fuse',
  },
  question: { rooms: ['knowledge'], because: 'pure: text and a catalog in, a question out' },
  answer: {
    rooms: ['question', 'knowledge'],
    because: 'pure: the same question gives the same answer; no clock, no environment, no Slack',
  },
  decision: {
    rooms: [],
    types: ['knowledge'],
    because:
      'pure: a framework, what it rests on and answers in, a verdict out; it knows shapes of the knowledge and no entry',
  },
  storage: {
    rooms: [],
    types: ['answer', 'question', 'decision', 'knowledge'],
    packages: ['kysely', 'pg', 'zod'],
    node: ['node:sqlite', 'node:fs', 'node:path', 'node:crypto'],
    because: 'ports and their stores; they keep what the core made and decide nothing; only here is SQL',
  },
  slack: {
    rooms: ['answer', 'question', 'decision'],
    types: ['knowledge', 'storage', 'events', 'log'],
    packages: ['@slack/bolt', '@slack/types', '@slack/web-api', 'ws', 'zod', 'pino'],
    node: [
      'node:http',
      'node:https',
      'node:crypto',
      'node:timers/promises',
      'node:async_hooks',
      'node:buffer',
      'node:querystring',
    ],
    because: 'the only room that knows Slack; stores reach it as ports',
  },
  install: {
    rooms: ['slack', 'storage', 'ops'],
    types: ['config', 'log'],
    packages: ['zod', '@slack/bolt'],
    node: ['node:crypto', 'node:http'],
    because: 'installing for many workspaces: pages, tokens and their end; only here are tokens sealed and opened',
  },
  ops: {
    rooms: [],
    types: ['log', 'slack', 'events'],
    packages: ['prom-client'],
    node: ['node:http', 'node:timers/promises'],
    because: 'health and metrics for operators; it is told what to say',
  },
  standin: {
    rooms: ['slack'],
    packages: ['ws'],
    node: ['node:http', 'node:net', 'node:stream', 'node:crypto'],
    because: 'a Slack true to the wire: of the app it knows the limits and the validator, nothing else',
  },
  page: { rooms: [], packages: ['preact', 'htm'], because: 'runs in a browser: nothing of the program is there' },
  workspace: {
    rooms: ['standin', 'slack', 'config', 'service', 'cannot-start'],
    types: ['page'],
    packages: ['zod', 'rolldown'],
    node: ['node:crypto', 'node:fs', 'node:http', 'node:module', 'node:path', 'node:url', 'node:zlib'],
    because: 'the local workspace: the real app beside a stand-in for Slack, and a page for people',
  },
  cli: {
    rooms: ['knowledge', 'question', 'answer', 'storage', 'config', 'install'],
    packages: ['zod'],
    node: ['node:fs', 'node:path', 'node:readline', 'node:util', 'node:timers/promises'],
    because: 'commands for people and machines; no Slack',
  },
  'config.ts': {
    rooms: [],
    packages: ['zod'],
    node: ['node:path', 'node:net', 'node:url'],
    because: 'the only reader of the environment of the service',
  },
  'log.ts': {
    rooms: [],
    packages: ['pino', 'pino-pretty'],
    node: ['node:stream', 'node:async_hooks'],
    because: 'the only maker of loggers',
  },
  'events.ts': {
    rooms: ['ops', 'log', 'question'],
    because: 'one function for each thing that happens',
  },
  'live.ts': {
    rooms: ['knowledge', 'answer', 'decision', 'slack'],
    types: ['log'],
    node: ['node:fs'],
    because: 'the answers follow the folder; it watches, shelf.ts reads',
  },
  'own.ts': {
    rooms: ['knowledge', 'answer', 'slack'],
    types: ['storage', 'log'],
    because: 'the answers of workspaces that have entries of their own; it follows what is published',
  },
  'cannot-start.ts': { rooms: [], because: 'the one error that ends a start, for whoever starts' },
  'kept.ts': {
    rooms: ['knowledge', 'storage', 'config', 'log', 'cannot-start'],
    node: ['node:crypto', 'node:fs', 'node:path'],
    because: 'the knowledge at the start, with what an earlier one left in the data folder',
  },
  'service.ts': {
    rooms: [
      'live',
      'own',
      'kept',
      'cannot-start',
      'knowledge',
      'answer',
      'question',
      'decision',
      'storage',
      'slack',
      'install',
      'ops',
      'config',
      'log',
      'events',
    ],
    packages: ['@slack/bolt'],
    node: ['node:http', 'node:fs', 'node:crypto', 'node:timers/promises', 'node:events'],
    because: 'the composition root',
  },
  'main.ts': {
    rooms: ['service', 'cannot-start', 'config', 'log', 'workspace'],
    because: 'starts and stops; no logic',
  },
}
