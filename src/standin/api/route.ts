import { words, type Answer, type Call } from './call.ts'
import { answerCall } from './answer.ts'
import type { ReadBody } from './body.ts'
import { giveFile, takeUpload } from './files.ts'
import { respond } from './respond.ts'
import type { Slack } from './state.ts'
import { teamOfToken } from './tokens.ts'

/** What a path is for: a Web API method, or one of the addresses that Slack hands out. */
export function methodOf(path: string): string {
  if (path.startsWith('/api/')) return path.slice('/api/'.length)
  if (path.startsWith('/upload/')) return 'upload'
  return path.startsWith('/files-pri/') ? 'download' : 'response_url'
}

/** Slack's answer to any request. */
export function answerRequest(slack: Slack, path: string, call: Call, read: ReadBody): Answer {
  if (read.isTooLarge) return words(413, 'Request Entity Too Large')
  if (path.startsWith('/api/')) return answerCall(slack, call, read)
  if (path.startsWith('/upload/')) return takeUpload(slack, path, read.content)
  if (path.startsWith('/files-pri/')) return giveFile(slack, teamOfToken(slack, read.token), path)
  return respond(slack, path, call)
}
