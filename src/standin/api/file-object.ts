import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import type { StoredFile } from './file-store.ts'
import type { Slack } from './state.ts'

/** A file as messages and answers show it (https://docs.slack.dev/reference/objects/file-object). A deleted one leaves a tombstone. */
export function fileObject(slack: Slack, team: Team, file: StoredFile): Json {
  if (file.stage === 'deleted') return { id: file.id, mode: 'tombstone' }
  const [filetype, mimetype, prettyType] = typeOf(file.name)
  const address = `${slack.origin}${filePath(file)}`
  const shared = team.channels.filter(({ id }) => file.channels.has(id))
  const idsOf = (kind: string): string[] => shared.filter((channel) => channel.kind === kind).map(({ id }) => id)
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype,
    filetype,
    pretty_type: prettyType,
    user: team.botUser,
    user_team: team.id,
    size: file.content.length || file.length,
    mode: 'hosted',
    is_external: false,
    is_public: shared.some(({ kind }) => kind === 'public'),
    public_url_shared: false,
    url_private: address,
    url_private_download: address,
    permalink: `https://${team.domain}.slack.com/files/${team.botUser}/${file.id}/${encodeURIComponent(file.name)}`,
    channels: idsOf('public'),
    groups: idsOf('private'),
    ims: idsOf('im'),
    ...(file.altText === '' ? {} : { alt_txt: file.altText }),
  }
}

/** Where the content of a file is, below the stand-in's address. */
export const filePath = ({ id, team, name }: StoredFile): string =>
  `/files-pri/${team}-${id}/${encodeURIComponent(name.toLowerCase())}`

/** What Slack makes of a file's name: filetype, mimetype, and a word for people. */
function typeOf(name: string): readonly [string, string, string] {
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
  return types.get(ending) ?? ['binary', 'application/octet-stream', 'Binary']
}

const types: ReadonlyMap<string, readonly [string, string, string]> = new Map([
  ['txt', ['text', 'text/plain', 'Plain Text']],
  ['md', ['markdown', 'text/plain', 'Markdown (raw)']],
  ['csv', ['csv', 'text/csv', 'CSV']],
  ['json', ['json', 'application/json', 'JSON']],
  ['yml', ['yaml', 'text/plain', 'YAML']],
  ['yaml', ['yaml', 'text/plain', 'YAML']],
  ['html', ['html', 'text/html', 'HTML']],
  ['pdf', ['pdf', 'application/pdf', 'PDF']],
  ['png', ['png', 'image/png', 'PNG']],
  ['jpg', ['jpg', 'image/jpeg', 'JPEG']],
  ['gif', ['gif', 'image/gif', 'GIF']],
])
