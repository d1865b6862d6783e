/** How sure a rule is: the words of limits.json, and `contract` for what we ask of ourselves. */
export type Confidence = 'docs' | 'types' | 'sdk' | 'schema' | 'code' | 'secondary' | 'contract'

/** What Slack answers when it refuses: `invalid` becomes invalid_blocks or invalid_arguments by where it was found. */
export type Refusal = 'invalid' | 'msg_blocks_too_long' | 'view_too_large' | 'no_text'

/** Something in a payload that must not be sent as it is. */
export type Finding = {
  /** An id of limits.json, or `shape.…`, `surface.…`, `placement.…`, `contract.…`. */
  readonly rule: string
  /** A JSON pointer: `/blocks/0/text/text`. */
  readonly pointer: string
  /** In Slack's words where they are known. */
  readonly message: string
  readonly confidence: Confidence
  /** warning: only a third party says so, or it is allowed but unwise. */
  readonly level: 'error' | 'warning'
  /** Absent: Slack would take it (and cut, ignore or broadcast it). */
  readonly refusal?: Refusal
}

export const errorsOf = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => finding.level === 'error')

/** `error /blocks/0/text/text: must be less than 151 characters [block.header.text.text.maxLength, docs]` */
export const formatFinding = (finding: Finding): string =>
  `${finding.level} ${finding.pointer || '/'}: ${finding.message} [${finding.rule}, ${finding.confidence}]`
