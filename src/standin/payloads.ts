import { eventPayloads } from './payloads/events.ts'
import { interactionPayloads } from './payloads/interactions.ts'
import { createScene } from './payloads/scene.ts'
import type { Payloads } from './payloads/types.ts'
import type { SlackApi } from './server.ts'

export { encode, entitled, envelopeType, type Delivery } from './payloads/delivery.ts'
export type { On, Payloads } from './payloads/types.ts'

/** The builders of everything Slack sends, in the world of one stand-in. */
export function createPayloads(api: SlackApi): Payloads {
  const scene = createScene(api)
  return { ...interactionPayloads(scene), ...eventPayloads(scene) }
}
