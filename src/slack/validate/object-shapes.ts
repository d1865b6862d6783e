import type { Shapes } from './shape-spec.ts'

const styled = { style: 'object?' }
const axes = { series: 'series[]', axis_config: 'axis_config' }
const view = {
  blocks: 'block[]',
  private_metadata: 'string?',
  callback_id: 'string?',
  external_id: 'string?',
  submit: 'text.plain_text?',
  close: 'text.plain_text?',
}

/** The fields of everything else that views and blocks are made of. */
export const objectShapes: Shapes = {
  'view.modal': {
    ...view,
    title: 'text.plain_text',
    clear_on_close: 'boolean?',
    notify_on_close: 'boolean?',
    submit_disabled: 'boolean?',
  },
  'view.home': view,
  'text.plain_text': { text: 'string', emoji: 'boolean?' },
  'text.mrkdwn': { text: 'string', verbatim: 'boolean?' },
  confirm: {
    title: 'text.plain_text?',
    text: 'text',
    confirm: 'text.plain_text?',
    deny: 'text.plain_text?',
    style: 'string?',
  },
  option: { text: 'text', value: 'string', description: 'text?', url: 'string?' },
  option_group: { label: 'text.plain_text', options: 'option[]' },
  dispatch_action_config: { trigger_actions_on: 'string[]?' },
  conversation_filter: {
    include: 'string[]?',
    exclude_external_shared_channels: 'boolean?',
    exclude_bot_users: 'boolean?',
  },
  feedback_button: { text: 'text.plain_text', value: 'string', accessibility_label: 'string?' },
  slack_file: { url: 'string?', id: 'string?' },
  column_setting: { align: 'string?', is_wrapped: 'boolean?' },
  'cell.raw_text': { text: 'string' },
  'cell.raw_number': { value: 'number', text: 'string?' },
  'cell.rich_text': { elements: 'rich[]', block_id: 'string?' },
  'chart.pie': { segments: 'segment[]' },
  'chart.bar': axes,
  'chart.area': axes,
  'chart.line': axes,
  segment: { label: 'string', value: 'number' },
  series: { name: 'string', data: 'segment[]' },
  axis_config: { categories: 'string[]', x_label: 'string?', y_label: 'string?' },
  'rich.rich_text_section': { elements: 'leaf[]' },
  'rich.rich_text_list': {
    elements: 'rich.rich_text_section[]',
    style: 'string',
    indent: 'integer?',
    offset: 'integer?',
    border: 'integer?',
  },
  'rich.rich_text_preformatted': { elements: 'leaf[]', border: 'integer?', language: 'string?' },
  'rich.rich_text_quote': { elements: 'leaf[]', border: 'integer?' },
  'leaf.text': { text: 'string', ...styled },
  'leaf.link': { url: 'string', text: 'string?', unsafe: 'boolean?', ...styled },
  'leaf.user': { user_id: 'string', ...styled },
  'leaf.usergroup': { usergroup_id: 'string', ...styled },
  'leaf.channel': { channel_id: 'string', ...styled },
  'leaf.team': { team_id: 'string', ...styled },
  'leaf.broadcast': { range: 'string', ...styled },
  'leaf.color': { value: 'string', ...styled },
  'leaf.emoji': { name: 'string', unicode: 'string?', url: 'string?', ...styled },
  'leaf.date': { timestamp: 'integer', format: 'string', url: 'string?', fallback: 'string?', ...styled },
}
