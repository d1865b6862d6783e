import type { Shapes } from './shape-spec.ts'

const confirmable = { confirm: 'confirm?' }
const focusable = { focus_on_load: 'boolean?' }
const picker = { ...confirmable, ...focusable, placeholder: 'text.plain_text?' }
const typed = { ...focusable, placeholder: 'text.plain_text?', dispatch_action_config: 'dispatch_action_config?' }
const several = { ...picker, max_selected_items: 'integer?' }
const listed = { options: 'option[]?', option_groups: 'option_group[]?' }
const pressed = { text: 'text.plain_text', accessibility_label: 'string?', ...confirmable }

/** The fields of every element beside `action_id`. */
export const elementShapes: Shapes = {
  button: { ...pressed, value: 'string?', url: 'string?', style: 'string?' },
  channels_select: { ...picker, initial_channel: 'string?', response_url_enabled: 'boolean?' },
  checkboxes: { ...confirmable, ...focusable, options: 'option[]', initial_options: 'option[]?' },
  conversations_select: {
    ...picker,
    initial_conversation: 'string?',
    default_to_current_conversation: 'boolean?',
    filter: 'conversation_filter?',
    response_url_enabled: 'boolean?',
  },
  datepicker: { ...picker, initial_date: 'string?' },
  datetimepicker: { ...confirmable, ...focusable, initial_date_time: 'integer?' },
  email_text_input: { ...typed, initial_value: 'string?' },
  external_select: { ...picker, initial_option: 'option?', min_query_length: 'integer?' },
  feedback_buttons: { positive_button: 'feedback_button', negative_button: 'feedback_button' },
  file_input: { filetypes: 'string[]?', max_files: 'integer?' },
  icon_button: { ...pressed, icon: 'string', value: 'string?', visible_to_user_ids: 'string[]?' },
  image: { alt_text: 'string', image_url: 'string?', slack_file: 'slack_file?' },
  multi_channels_select: { ...several, initial_channels: 'string[]?' },
  multi_conversations_select: {
    ...several,
    initial_conversations: 'string[]?',
    default_to_current_conversation: 'boolean?',
    filter: 'conversation_filter?',
  },
  multi_external_select: { ...several, initial_options: 'option[]?', min_query_length: 'integer?' },
  multi_static_select: { ...several, ...listed, initial_options: 'option[]?' },
  multi_users_select: { ...several, initial_users: 'string[]?' },
  number_input: {
    ...typed,
    is_decimal_allowed: 'boolean',
    initial_value: 'string?',
    min_value: 'string?',
    max_value: 'string?',
  },
  overflow: { ...confirmable, options: 'option[]' },
  plain_text_input: {
    ...typed,
    initial_value: 'string?',
    multiline: 'boolean?',
    min_length: 'integer?',
    max_length: 'integer?',
  },
  radio_buttons: { ...confirmable, ...focusable, options: 'option[]', initial_option: 'option?' },
  rich_text_input: { ...typed, initial_value: 'block.rich_text?', min_lines: 'integer?', max_lines: 'integer?' },
  static_select: { ...picker, ...listed, initial_option: 'option?' },
  timepicker: { ...picker, initial_time: 'string?', timezone: 'string?' },
  url: { url: 'string', text: 'string' },
  url_text_input: { ...typed, initial_value: 'string?' },
  users_select: { ...picker, initial_user: 'string?' },
  workflow_button: { ...pressed, workflow: 'object', style: 'string?' },
}
