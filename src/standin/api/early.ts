import { limitOf } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import { textOf } from './call.ts'

/** What is wrong with a message before its blocks are looked at: the error, or nothing. */
export function refuseMessage(longest: number): (args: Json) => string | undefined {
  return (args) => {
    if (args['markdown_text'] !== undefined && (textOf(args, 'text') !== '' || args['blocks'] !== undefined))
      return 'markdown_text_conflict'
    if (textOf(args, 'text').length > longest) return 'msg_too_long'
    return wrongMetadata(args['metadata'])
  }
}

/** chat.update takes 4,000 characters (https://docs.slack.dev/reference/methods/chat.update, `msg_too_long`). */
export const longestUpdate = 4_000
/** chat.postMessage cuts the text there, and takes it (https://docs.slack.dev/reference/methods/chat.postMessage). */
export const cutAt = (): number => limitOf('payload.message.text.truncateAboveLength')

/** Metadata has an `event_type` and an `event_payload` (https://docs.slack.dev/messaging/message-metadata). */
function wrongMetadata(metadata: unknown): string | undefined {
  if (metadata === undefined) return undefined
  if (!isObject(metadata)) return 'invalid_metadata_format'
  return typeof metadata['event_type'] === 'string' && isObject(metadata['event_payload'])
    ? undefined
    : 'invalid_metadata_schema'
}
