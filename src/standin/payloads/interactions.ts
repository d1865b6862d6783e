import type { Json } from '../json.ts'
import { channelNamed } from '../description.ts'
import { chosen, held, isStateful, pressed, refuseEmpty } from './press.ts'
import { channelOf, nameToldOf, type Scene } from './scene.ts'
import { elementsIn, stateValues } from './state-values.ts'
import type { On, Payloads } from './types.ts'

/** What is typed after a slash, pressed, chosen and sent (slack-platform.md, 2.1 and 2.2). */
export function interactionPayloads({
  api,
  someone,
  common,
  responseUrl,
  placeOf,
}: Scene): Omit<Payloads, 'appMention' | 'directMessage' | 'event'> {
  const { ids, world } = api.slack
  return {
    slashCommand: (text, where = {}) => {
      const { team, user } = someone(where)
      const channel = channelNamed(team, where.channel ?? 'general')
      return {
        kind: 'slash_command',
        payload: {
          token: world.verificationToken,
          team_id: team.id,
          team_domain: team.domain,
          channel_id: channel.id,
          channel_name: nameToldOf(channel),
          user_id: user.id,
          user_name: user.name,
          command: where.command ?? '/golang',
          text,
          api_app_id: world.appId,
          is_enterprise_install: 'false',
          response_url: responseUrl(team, user, channel),
          trigger_id: api.trigger({ team: team.id, user: user.id, channel: channel.id }),
        },
      }
    },

    blockActions: (on, actionId, more = {}) => {
      const { team, user } = someone(more)
      const { block, element } = held(blocksOf(on), actionId, more.block)
      const choice = more.choose === undefined ? {} : chosen(element, more.choose)
      const typed =
        more.choose === undefined
          ? more.typed
          : {
              ...more.typed,
              ...(isStateful(element) ? { [`${String(block['block_id'])}/${actionId}`]: more.choose } : {}),
            }
      const view = 'view' in on ? { view: on.view.view.id } : { channel: on.message.channel }
      return {
        kind: 'block_actions',
        payload: {
          type: 'block_actions',
          ...common(team, user),
          ...placeOf(on, team, typed),
          trigger_id: api.trigger({ team: team.id, user: user.id, ...view }),
          ...('message' in on
            ? { response_url: responseUrl(team, user, channelOf(team, on.message.channel), on.message.ts) }
            : {}),
          actions: [
            {
              ...pressed(element),
              ...choice,
              block_id: block['block_id'],
              action_id: actionId,
              type: element['type'],
              action_ts: ids.ts(),
            },
          ],
        },
      }
    },

    blockSuggestion: (on, actionId, value, who = {}) => {
      const { team, user } = someone(who)
      const { block, element } = held(blocksOf(on), actionId, who.block)
      if (!String(element['type']).endsWith('external_select')) throw new Error(`${actionId} is no external select`)
      const least = typeof element['min_query_length'] === 'number' ? element['min_query_length'] : 3
      if (value.length < least) throw new Error(`Slack asks from ${least} characters on`)
      return {
        kind: 'block_suggestion',
        payload: {
          type: 'block_suggestion',
          ...common(team, user),
          ...placeOf(on, team),
          action_id: actionId,
          block_id: block['block_id'],
          value,
        },
      }
    },

    viewSubmission: (open, typed = {}, who = {}) => {
      const { team, user } = someone(who)
      const values = stateValues(open.view.blocks, typed)
      for (const block of open.view.blocks) refuseEmpty(block, values)
      return {
        kind: 'view_submission',
        payload: {
          type: 'view_submission',
          ...common(team, user),
          trigger_id: api.trigger({ team: team.id, user: user.id, view: open.view.id }),
          view: { ...open.view, state: { values } },
          response_urls: chosenPlaces(open.view.blocks, values).map(({ block, action, channel }) => ({
            block_id: block,
            action_id: action,
            channel_id: channel,
            response_url: responseUrl(team, user, channelOf(team, channel)),
          })),
        },
      }
    },

    viewClosed: (open, who = {}) => {
      const { team, user } = someone(who)
      if (open.view['notify_on_close'] !== true)
        throw new Error('Slack tells of a closed view only with notify_on_close')
      return {
        kind: 'view_closed',
        payload: {
          type: 'view_closed',
          ...common(team, user),
          view: open.view,
          is_cleared: who.cleared ?? open.view['clear_on_close'] === true,
        },
      }
    },

    messageAction: (callbackId, message, where = {}) => {
      const { team, user } = someone(where)
      const channel = channelNamed(team, where.channel ?? 'general')
      const ts = message.ts ?? ids.ts()
      return {
        kind: 'message_action',
        payload: {
          type: 'message_action',
          ...common(team, user),
          action_ts: ids.ts(),
          callback_id: callbackId,
          trigger_id: api.trigger({ team: team.id, user: user.id, channel: channel.id }),
          message_ts: ts,
          channel: { id: channel.id, name: nameToldOf(channel) },
          response_url: responseUrl(team, user, channel),
          message: {
            type: 'message',
            user: message.user ?? user.id,
            ts,
            text: message.text,
            team: team.id,
            ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
          },
        },
      }
    },

    shortcut: (callbackId, who = {}) => {
      const { team, user } = someone(who)
      return {
        kind: 'shortcut',
        payload: {
          type: 'shortcut',
          ...common(team, user),
          action_ts: ids.ts(),
          callback_id: callbackId,
          trigger_id: api.trigger({ team: team.id, user: user.id }),
        },
      }
    },
  }
}

const blocksOf = (on: On): readonly Json[] => ('view' in on ? on.view.view.blocks : on.message.blocks)

/** Conversations that were chosen in fields which ask for an address to answer at; only input blocks of a modal do (docs.slack.dev/surfaces/modals). */
function chosenPlaces(
  blocks: readonly Json[],
  values: Readonly<Record<string, Record<string, Json>>>,
): { readonly block: string; readonly action: string; readonly channel: string }[] {
  return elementsIn(blocks.filter((block) => block['type'] === 'input')).flatMap(({ block, element }) => {
    if (element['response_url_enabled'] !== true) return []
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])]
    const field = values[blockId]?.[actionId]
    const channel = field?.['selected_conversation'] ?? field?.['selected_channel']
    return typeof channel === 'string' ? [{ block: blockId, action: actionId, channel }] : []
  })
}
