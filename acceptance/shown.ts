/** Scenarios of reliability.md, 5, that a test shows on every change, and where. */
export const shownByTests: readonly {
  readonly rows: string
  readonly what: string
  readonly by: readonly string[]
}[] = [
  {
    rows: 'C2',
    what: 'triggers that are too old and windows whose opening or filling got lost',
    by: ['test/slack/decide.test.ts'],
  },
  { rows: 'C3', what: 'answers that come late, twice or into a dead line', by: ['test/slack/reply.test.ts'] },
  { rows: 'D5', what: 'two hundred votes, their count and their result', by: ['test/slack/ballot.test.ts'] },
  {
    rows: 'E2',
    what: 'refusals of Slack by their words (those of sharing, and of each form of an answer)',
    by: ['test/slack/share.test.ts', 'test/slack/decisions.test.ts', 'test/slack/outbound.test.ts'],
  },
  { rows: 'G5', what: 'a backup brings back what was damaged', by: ['test/ops/backup.test.ts'] },
  {
    rows: 'I2 I3',
    what: 'people of another company, and an app installed for a whole organisation',
    by: ['test/install/tenancy.test.ts'],
  },
  {
    rows: 'I4',
    what: 'who may read, change and delete what',
    by: ['test/slack/decisions.test.ts', 'test/slack/ballot.test.ts'],
  },
  { rows: 'I6', what: 'of ten thousand workspaces a thousand are remembered', by: ['test/install/memory.test.ts'] },
  { rows: 'J2', what: 'an uninstall leaves no byte', by: ['test/install/removal.test.ts'] },
  { rows: 'J3', what: 'the scopes of the manifest', by: ['test/slack/manifest.test.ts'] },
  { rows: 'K2', what: 'links that do not go where they say', by: ['test/slack/injection.test.ts'] },
  { rows: 'K3', what: 'machines that talk to one another', by: ['test/slack/heard.test.ts'] },
]

/** What neither this run nor a test shows, so that nobody has to look for it in vain. */
export const notShown: readonly { readonly rows: string; readonly what: string }[] = [
  { rows: 'H2', what: 'a pool that is used up, deadlocks and serialisation failures under load' },
  { rows: 'H4', what: 'a migration while the version before is running, and one that is killed' },
  { rows: 'I3', what: 'a workspace that moves between organisations' },
  { rows: 'E2', what: 'twenty refusals for each method' },
]
