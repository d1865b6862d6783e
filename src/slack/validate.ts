/**
 * One judge of everything that is sent to Slack, driven by limits.json: used by the tests, by the stand-in for Slack,
 * and by whoever wants to know before Slack does.
 */
export { validateMessage } from './validate/message.ts'
export { validateView } from './validate/view.ts'
export { validateAck, type AckKind } from './validate/ack.ts'
export { errorsOf, formatFinding, type Finding } from './validate/finding.ts'
export { toSlackError } from './validate/slack-error.ts'
export { limitOf } from './validate/limits.ts'
export type { MessageVia } from './validate/contract.ts'
