import { noticeView, privately, sentence } from './deliver.ts'
import type { Delivery } from './delivery.ts'
import type { Reply } from './door/reply.ts'
import type { Outbound } from './outbound.ts'

/**
 * Somebody uses the app where it is not installed: a guest of another company in a shared channel, or a workspace that has just
 * uninstalled it. Told by whatever way is open without a token.
 * @param installAt where it can be installed
 */
export async function tellStranger(
  { outbound }: { readonly outbound: Pick<Outbound, 'respond'> },
  { delivery, request, installAt }: { delivery: Delivery; request: string; installAt?: string | undefined },
  reply: Reply,
): Promise<void> {
  const words = sentence(
    `I am not installed in your workspace, so I cannot do that here.${installAt ? ` Somebody who may install apps there can add me: ${installAt}` : ''}`,
  )
  if (delivery.surface === 'command') return void (await reply.send(privately(words)))
  if (delivery.surface === 'options') return void (await reply.send({ options: [] }))
  if (delivery.surface === 'submission')
    return void (await reply.send({ response_action: 'update', view: noticeView(words) }))
  await reply.send()
  if (!('responseUrl' in delivery) || !delivery.responseUrl) return
  const body = { response_type: 'ephemeral', replace_original: false, text: words.text, blocks: words.blocks }
  await outbound.respond(delivery.responseUrl, body, request)
}
