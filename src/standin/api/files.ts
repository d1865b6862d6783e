import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import type { Channel, Team } from '../description.ts'
import { ok, refuse, textOf, words, type Answer } from './call.ts'
import { refusal, targetOf } from './channels.ts'
import { addMessage } from './chat.ts'
import { fileObject, filePath } from './file-object.ts'
import { largestFile, type StoredFile } from './file-store.ts'
import type { Slack } from './state.ts'

/**
 * A file comes to Slack in three steps: an address is asked for, the content is posted there, the upload is completed
 * (https://docs.slack.dev/messaging/working-with-files).
 */
export function getUploadUrl(slack: Slack, team: Team, args: Json): Answer {
  const length = Number(args['length'])
  if (!Number.isInteger(length) || length < 0) return refuse('invalid_arguments')
  if (length === 0) return refuse('missing_argument')
  if (length > largestFile) return refuse('file_upload_size_restricted')
  const { file, path } = slack.files.announce({
    team: team.id,
    name: textOf(args, 'filename'),
    length,
    altText: textOf(args, 'alt_txt'),
  })
  return ok({ upload_url: slack.origin + path, file_id: file.id })
}

/** The content itself, raw or as a form: the address is the permission. */
export function takeUpload(slack: Slack, path: string, content: Uint8Array): Answer {
  const file = slack.files.behind(path)
  if (!file || file.stage === 'complete' || file.stage === 'deleted') return words(404, 'not found')
  if (content.length !== file.length)
    slack.violations.push(`${file.name} was announced with ${file.length} bytes and came with ${content.length}`)
  slack.files.keep(file, content)
  return words(200, `OK - ${content.length}`)
}

/** Gives an uploaded file its title, and shares it where it is asked to (https://docs.slack.dev/reference/methods/files.completeUploadExternal). */
export function completeUpload(slack: Slack, team: Team, args: Json): Answer {
  const wanted = Array.isArray(args['files']) ? args['files'].filter(isObject) : []
  if (wanted.length === 0) return refuse('invalid_arguments')
  const files = wanted.flatMap(({ id }) => own(slack, team, id) ?? [])
  if (files.length < wanted.length || files.some(({ stage }) => stage !== 'uploaded')) return refuse('file_not_found')
  const places = placesIn(args).map((id) => targetOf(slack, team, id))
  const refused = places.map((channel) => refusal(team, channel, args)).find((reason) => reason !== undefined)
  if (refused) return refuse(refused)
  for (const [index, file] of files.entries()) {
    file.title = textOf({ ...wanted[index] }, 'title') || file.title
    file.stage = 'complete'
  }
  share(
    slack,
    team,
    files,
    places.filter((channel) => channel !== undefined),
    args,
  )
  return ok({ files: files.map((file) => fileObject(slack, team, file)) })
}

/** https://docs.slack.dev/reference/methods/files.info */
export function filesInfo(slack: Slack, team: Team, args: Json): Answer {
  const file = own(slack, team, args['file'])
  if (!file || (file.stage !== 'complete' && file.stage !== 'deleted')) return refuse('file_not_found')
  if (file.stage === 'deleted') return refuse('file_deleted')
  return ok({ file: fileObject(slack, team, file), comments: [], response_metadata: { next_cursor: '' } })
}

/** https://docs.slack.dev/reference/methods/files.delete */
export function filesDelete(slack: Slack, team: Team, args: Json): Answer {
  const file = own(slack, team, args['file'])
  if (!file) return refuse('file_not_found')
  if (file.stage === 'deleted') return refuse('file_deleted')
  file.stage = 'deleted'
  file.content = new Uint8Array()
  for (const message of slack.messages)
    message.files = message.files?.map((shown) => (shown['id'] === file.id ? fileObject(slack, team, file) : shown))
  return ok()
}

/** The content behind `url_private`; who has no token with `files:read` is sent to the login page, as by Slack. */
export function giveFile(slack: Slack, team: Team | undefined, path: string): Answer {
  const id = /^\/files-pri\/\w+-(F\w+)\//.exec(path)?.[1] ?? ''
  const file = slack.files.find(id)
  if (!team?.scopes.includes('files:read') || file?.team !== team.id)
    return { status: 302, body: '', headers: { location: 'https://slack.com/signin' } }
  if (file.stage !== 'complete' || path !== filePath(file)) return words(404, 'not found')
  const headers = { 'content-type': String(fileObject(slack, team, file)['mimetype']) }
  return { status: 200, body: file.content, headers }
}

function own(slack: Slack, team: Team, id: unknown): StoredFile | undefined {
  const file = slack.files.find(String(id))
  return file?.team === team.id ? file : undefined
}

const placesIn = (args: Json): string[] =>
  [textOf(args, 'channel_id'), ...textOf(args, 'channels').split(',')].filter((id) => id !== '')

/** One message in each place, with all files; Slack does it a little later. */
function share(slack: Slack, team: Team, files: readonly StoredFile[], places: readonly Channel[], args: Json): void {
  const comment = textOf(args, 'initial_comment')
  for (const file of files) for (const { id } of places) file.channels.add(id)
  for (const { id } of places) {
    addMessage(slack, {
      team: team.id,
      channel: id,
      via: 'chat.postMessage',
      args: {
        text: comment,
        ...(comment === '' && args['blocks'] !== undefined ? { blocks: args['blocks'] } : {}),
        ...(args['thread_ts'] === undefined ? {} : { thread_ts: args['thread_ts'] }),
      },
      files: files.map((file) => fileObject(slack, team, file)),
    })
  }
}
