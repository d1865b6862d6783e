import type { Finding } from './finding.ts'

/** Slack's answer to a payload that it does not take. */
export type SlackError = {
  readonly ok: false
  readonly error: string
  readonly response_metadata?: { readonly messages: readonly string[] }
}

/** The answer Slack would give to these findings; undefined: it would take the payload. */
export function toSlackError(findings: readonly Finding[]): SlackError | undefined {
  const refused = findings.filter((finding) => finding.level === 'error' && finding.refusal !== undefined)
  const invalid = refused.filter((finding) => finding.refusal === 'invalid')
  const [first] = invalid
  if (first !== undefined)
    return { ok: false, error: codeFor(first.pointer), response_metadata: { messages: invalid.map(inSlacksWords) } }
  const code = refused[0]?.refusal
  return code === undefined ? undefined : { ok: false, error: code }
}

const codeFor = (pointer: string): string =>
  pointer.startsWith('/blocks')
    ? 'invalid_blocks'
    : pointer.startsWith('/attachments')
      ? 'invalid_attachments'
      : 'invalid_arguments'

const inSlacksWords = (finding: Finding): string => `[ERROR] ${finding.message} [json-pointer:${finding.pointer}]`
