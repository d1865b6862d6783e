import { validateAck, validateMessage, validateView, type Finding } from '#slack/validate.ts'
import {
  actions,
  button,
  cell,
  chart,
  confirm,
  divider,
  element,
  home,
  image,
  input,
  long,
  message,
  modal,
  mrkdwn,
  option,
  options,
  plain,
  richText,
  rows,
  section,
  series,
  times,
  type Json,
} from './blocks.ts'

/** How to break a limit: by size (the test takes the limit's own number and one beyond), or by a bad and a good example. */
export type LimitCase =
  | { readonly sized: (size: number) => Finding[] }
  | { readonly bad: () => Finding[]; readonly good: () => Finding[] }

const inMessage = (...blocks: Json[]): Finding[] => validateMessage(message(blocks))
const inModal = (...blocks: Json[]): Finding[] => validateView(modal(blocks), 'modal')
const withView = (more: Json): Finding[] => validateView(modal([divider()], more), 'modal')

const sized = (make: (size: number) => Finding[]): LimitCase => ({ sized: make })
const inBlock = (make: (size: number) => Json): LimitCase => sized((size) => inMessage(make(size)))
const inActions = (make: (size: number) => Json): LimitCase => sized((size) => inMessage(actions([make(size)])))
const inInput = (make: (size: number) => Json): LimitCase => sized((size) => inModal(input(make(size))))
const block = (bad: Json, good: Json): LimitCase => ({ bad: () => inMessage(bad), good: () => inMessage(good) })
const held = (bad: Json, good: Json): LimitCase => ({
  bad: () => inModal(input(bad)),
  good: () => inModal(input(good)),
})

const card = (more: Json): Json => ({ type: 'card', block_id: 'card', title: mrkdwn(), ...more })
const container = (more: Json): Json => ({ type: 'container', title: plain(), child_blocks: [divider()], ...more })
const dataTable = (more: Json): Json => ({ type: 'data_table', caption: 'Table', rows: rows(2), ...more })
const table = (more: Json): Json => ({ type: 'table', rows: rows(1), ...more })
const task = (more: Json): Json => ({ type: 'task_card', task_id: 't', title: 'Task', status: 'complete', ...more })
const video = (more: Json): Json => ({
  type: 'video',
  video_url: 'https://example.org/v',
  thumbnail_url: 'https://example.org/t.png',
  alt_text: 'A talk',
  title: plain(),
  ...more,
})
const bars = (more: Json): Json => chart({ chart: { ...series(1), ...more } })
const axis = (more: Json): Json => bars({ axis_config: { categories: ['L0'], ...more } })
const feedback = (more: Json): Json => ({
  type: 'context_actions',
  block_id: 'f',
  elements: [
    element('feedback_buttons', {
      positive_button: { text: plain(), value: 'y' },
      negative_button: { text: plain(), value: 'n', ...more },
    }),
  ],
})
const icon = (more: Json): Json => ({
  type: 'context_actions',
  block_id: 'i',
  elements: [element('icon_button', { icon: 'trash', text: plain(), ...more })],
})
const select = (more: Json): Json => element('static_select', { options: options(1), ...more })
const multi = (more: Json): Json => element('multi_static_select', { options: options(1), ...more })
const groups = (count: number): Json[] =>
  times(count, (index) => ({ label: plain(`G${index}`), options: [option(`v${index}`)] }))
const suggestions = (body: Json): Finding[] => validateAck('block_suggestion', body)

/** One case for every limit that is checked; a test holds the two lists together. */
export const limitCases: Readonly<Record<string, LimitCase>> = {
  'payload.message.blocks.maxItems': sized((n) => inMessage(...times(n, () => divider()))),
  'payload.modal.blocks.maxItems': sized((n) => inModal(...times(n, () => divider()))),
  'payload.home.blocks.maxItems': sized((n) => validateView(home(times(n, () => divider())), 'home')),
  'payload.message.text.recommendedMaxLength': sized((n) => validateMessage({ text: long(n) })),
  'payload.message.text.truncateAboveLength': sized((n) => validateMessage({ text: long(n) })),
  'payload.message.markdown_text.maxLength': sized((n) => validateMessage({ markdown_text: long(n) })),
  'payload.message.attachments.maxItems': sized((n) =>
    validateMessage({ text: 'x', attachments: times(n, () => ({})) }),
  ),
  'payload.message.markdown_blocks_(sum_of_text).maxTotalChars': sized((n) =>
    inMessage({ type: 'markdown', text: long(9_000) }, { type: 'markdown', text: long(n - 9_000) }),
  ),
  'payload.message.table|data_table_blocks.maxCount': sized((n) => inMessage(...times(n, () => table({})))),
  'payload.message.table_cells_(sum).maxTotalChars': inBlock((n) => table({ rows: [[cell(long(n))]] })),
  'payload.message.data_table_cells_(sum).maxTotalChars': inBlock((n) =>
    dataTable({ rows: [[cell('')], [cell(long(n))]] }),
  ),
  'payload.message.data_visualization_blocks.maxCount': sized((n) => inMessage(...times(n, () => chart()))),
  'payload.*.block_id.unique': {
    bad: () => inMessage(divider({ block_id: 'a' }), divider({ block_id: 'a' })),
    good: () => inMessage(divider({ block_id: 'a' }), divider({ block_id: 'b' })),
  },
  'payload.*.action_id.uniqueWithinBlock': block(
    actions([button(), button()]),
    actions([button(), button({ action_id: 'other' })]),
  ),
  'payload.view.focus_on_load.maxTrueCount': sized((n) =>
    inModal(...times(n, (i) => input(element('plain_text_input', { focus_on_load: true }), { block_id: `b${i}` }))),
  ),

  'view.modal.title.text.maxLength': sized((n) => withView({ title: plain(long(n)) })),
  'view.modal.title.text.minLength': sized((n) => withView({ title: plain(long(n)) })),
  'view.modal.title.type.const': { bad: () => withView({ title: mrkdwn() }), good: () => withView({}) },
  'view.modal.submit.text.maxLength': sized((n) => withView({ submit: plain(long(n)) })),
  'view.modal.close.text.maxLength': sized((n) => withView({ close: plain(long(n)) })),
  'view.modal.submit.requiredWhen': {
    bad: () => validateView({ ...modal([input(element('plain_text_input'))]), submit: undefined }, 'modal'),
    good: () => inModal(input(element('plain_text_input'))),
  },
  'view.*.private_metadata.maxLength': sized((n) => withView({ private_metadata: long(n) })),
  'view.*.callback_id.maxLength': sized((n) => withView({ callback_id: long(n) })),
  'view.*.external_id.maxLength': sized((n) => withView({ external_id: long(n) })),
  'view.*.(serialized_view).maxBytes': sized((n) => {
    const empty = modal([{ type: 'divider', block_id: '' }])
    return validateView(modal([{ type: 'divider', block_id: long(n - JSON.stringify(empty).length) }]), 'modal')
  }),
  'view.home.submit|close.forbidden': {
    bad: () => validateView(home([], { close: plain() }), 'home'),
    good: () => validateView(home([]), 'home'),
  },
  'view.modal.response_action.enum': {
    bad: () => validateAck('view_submission', { response_action: 'explode' }),
    good: () => validateAck('view_submission', { response_action: 'clear' }),
  },

  'block.*.block_id.maxLength': inBlock((n) => divider({ block_id: long(n) })),
  'block.actions.elements.maxItems': inBlock((n) => actions(times(n, (i) => button({ action_id: `a${i}` })))),
  'block.actions.elements.minItems': inBlock((n) => actions(times(n, () => button()))),
  'block.alert.text.text.maxLength': sized((n) => inModal({ type: 'alert', text: plain(long(n)) })),
  'block.alert.level.enum': {
    bad: () => inModal({ type: 'alert', text: plain(), level: 'panic' }),
    good: () => inModal({ type: 'alert', text: plain(), level: 'info' }),
  },
  'block.card.title.text.maxLength': inBlock((n) => card({ title: mrkdwn(long(n)) })),
  'block.card.subtitle.text.maxLength': inBlock((n) => card({ subtitle: mrkdwn(long(n)) })),
  'block.card.body.text.maxLength': inBlock((n) => card({ body: mrkdwn(long(n)) })),
  'block.card.subtext.text.maxLength': inBlock((n) => card({ subtext: mrkdwn(long(n)) })),
  'block.card.actions.maxItems': inBlock((n) => card({ actions: times(n, (i) => button({ action_id: `a${i}` })) })),
  'block.card.hero_image|icon_.image_url.maxLength': inBlock((n) => card({ icon: image({ image_url: link(n) }) })),
  'block.card.hero_image|icon_.alt_text.maxLength': inBlock((n) => card({ hero_image: image({ alt_text: long(n) }) })),
  'block.card.hero_image|title|actions|body.requireAnyOf': block({ type: 'card', subtitle: mrkdwn() }, card({})),
  'block.card.icon|slack_icon.mutuallyExclusive': block(
    card({ icon: image(), slack_icon: {} }),
    card({ icon: image() }),
  ),
  'block.carousel.elements.minItems': inBlock((n) => ({ type: 'carousel', elements: times(n, () => card({})) })),
  'block.carousel.elements.maxItems': inBlock((n) => ({
    type: 'carousel',
    elements: times(n, (i) => card({ block_id: `c${i}` })),
  })),
  'block.container.title.text.maxLength': inBlock((n) => container({ title: plain(long(n)) })),
  'block.container.subtitle.text.maxLength': inBlock((n) => container({ subtitle: plain(long(n)) })),
  'block.container.child_blocks.maxItems': inBlock((n) => container({ child_blocks: times(n, () => divider()) })),
  'block.container.child_blocks[].type.enum': block(
    container({ child_blocks: [{ type: 'markdown', text: 'x' }] }),
    container({}),
  ),
  'block.container.title|rich_text_title.requireAnyOf': block({ type: 'container', child_blocks: [] }, container({})),
  'block.container.width.enum': block(container({ width: 'huge' }), container({ width: 'full' })),
  'block.container.default_collapsed.requires': block(
    container({ default_collapsed: true }),
    container({ default_collapsed: true, is_collapsible: true }),
  ),
  'block.context.elements.maxItems': inBlock((n) => ({ type: 'context', elements: times(n, () => plain()) })),
  'block.context_actions.elements.maxItems': inBlock((n) => ({
    type: 'context_actions',
    block_id: 'c',
    elements: times(n, (i) => element('icon_button', { action_id: `a${i}`, icon: 'trash', text: plain() })),
  })),
  'block.data_table.rows.minItems': inBlock((n) => dataTable({ rows: rows(n) })),
  'block.data_table.rows.maxItems': inBlock((n) => dataTable({ rows: rows(n) })),
  'block.data_table.rows[].maxItems': inBlock((n) => dataTable({ rows: rows(2, n) })),
  'block.data_table.rows[].minItems': inBlock((n) => dataTable({ rows: rows(2, n) })),
  'block.data_table.rows[].sameLength': block(dataTable({ rows: [[cell()], [cell(), cell()]] }), dataTable({})),
  'block.data_table.rows[0][].type.not': block(
    dataTable({ rows: [[richText()], [cell()]] }),
    dataTable({ rows: [[cell()], [richText()]] }),
  ),
  'block.data_table.page_size.min': inBlock((n) => dataTable({ page_size: n })),
  'block.data_table.page_size.max': inBlock((n) => dataTable({ page_size: n })),
  'block.data_table.caption.required': block({ type: 'data_table', rows: rows(2) }, dataTable({})),
  'block.data_visualization.title.maxLength': inBlock((n) => chart({ title: long(n) })),
  'block.data_visualization.chart.type.enum': block(chart({ chart: { type: 'radar', segments: [] } }), chart()),
  'block.data_visualization.chart.segments.maxItems': inBlock((n) =>
    chart({ chart: { type: 'pie', segments: times(n, (i) => ({ label: `L${i}`, value: 1 })) } }),
  ),
  'block.data_visualization.chart.segments.minItems': inBlock((n) =>
    chart({ chart: { type: 'pie', segments: times(n, (i) => ({ label: `L${i}`, value: 1 })) } }),
  ),
  'block.data_visualization.chart.series.maxItems': inBlock((n) => chart({ chart: series(n) })),
  'block.data_visualization.chart.series.minItems': inBlock((n) => chart({ chart: series(n) })),
  'block.data_visualization.chart.series[].name.maxLength': inBlock((n) => chart({ chart: series(1, () => long(n)) })),
  'block.data_visualization.chart.series[].data.maxItems': inBlock((n) => chart({ chart: series(1, undefined, n) })),
  'block.data_visualization.label|categories[].maxLength': inBlock((n) => axis({ categories: [long(n)] })),
  'block.data_visualization.axis_config.x_label|y_label.maxLength': inBlock((n) => axis({ y_label: long(n) })),
  'block.data_visualization.segments[].value.exclusiveMin': inBlock((n) =>
    chart({ chart: { type: 'pie', segments: [{ label: 'A', value: n }] } }),
  ),
  'block.header.text.text.maxLength': inBlock((n) => ({ type: 'header', text: plain(long(n)) })),
  'block.header.level.range': inBlock((n) => ({ type: 'header', text: plain(), level: n })),
  'block.image.alt_text.maxLength': inBlock((n) => image({ alt_text: long(n) })),
  'block.image.title.text.maxLength': inBlock((n) => image({ title: plain(long(n)) })),
  'block.image.image_url.maxLength': inBlock((n) => image({ image_url: link(n) })),
  'block.image.image_url|slack_file.requireExactlyOne': block(image({ slack_file: { id: 'F1' } }), image()),
  'block.input.label.text.maxLength': sized((n) =>
    inModal(input(element('plain_text_input'), { label: plain(long(n)) })),
  ),
  'block.input.hint.text.maxLength': sized((n) =>
    inModal(input(element('plain_text_input'), { hint: plain(long(n)) })),
  ),
  'block.input.dispatch_action.mustBeFalseWhen': {
    bad: () => inModal(input(element('file_input'), { dispatch_action: true })),
    good: () => inModal(input(element('plain_text_input'), { dispatch_action: true })),
  },
  'block.markdown.text.maxLength': inBlock((n) => ({ type: 'markdown', text: long(n) })),
  'block.plan.tasks.maxItems': inBlock((n) => ({ type: 'plan', title: 'Plan', tasks: times(n, () => task({})) })),
  'block.task_card.status.enum': block(task({ status: 'lost' }), task({})),
  'block.task_card.details|output.type': block(task({ details: section() }), task({ details: richText() })),
  'block.section.text.text.minLength': inBlock((n) => section({ text: mrkdwn(long(n)) })),
  'block.section.text.text.maxLength': inBlock((n) => section({ text: mrkdwn(long(n)) })),
  'block.section.fields.maxItems': inBlock((n) => section({ fields: times(n, () => plain()) })),
  'block.section.fields[].text.maxLength': inBlock((n) => section({ fields: [plain(long(n))] })),
  'block.section.text|fields.requireAnyOf': block({ type: 'section' }, section()),
  'block.table.rows.maxItems': inBlock((n) => table({ rows: rows(n) })),
  'block.table.rows[].maxItems': inBlock((n) => table({ rows: rows(1, n) })),
  'block.table.column_settings.maxItems': inBlock((n) => table({ column_settings: times(n, () => null) })),
  'block.table.rows[][].type.enum': block(table({ rows: [[plain()]] }), table({ rows: [[richText()]] })),
  'block.video.title.text.exclusiveMaxLength': inBlock((n) => video({ title: plain(long(n)) })),
  'block.video.description.text.exclusiveMaxLength': inBlock((n) => video({ description: plain(long(n)) })),
  'block.video.author_name.exclusiveMaxLength': inBlock((n) => video({ author_name: long(n) })),
  'block.file.-.notPostable': block({ type: 'file', source: 'remote', external_id: 'x' }, divider()),

  'composition.text.text.minLength': inBlock((n) => section({ text: plain(long(n)) })),
  'composition.text.text.maxLength': inBlock((n) => section({ text: plain(long(n)) })),
  'composition.confirm.title.text.maxLength': inActions((n) => button({ confirm: confirm({ title: plain(long(n)) }) })),
  'composition.confirm.text.text.maxLength': inActions((n) => button({ confirm: confirm({ text: plain(long(n)) }) })),
  'composition.confirm.confirm.text.maxLength': inActions((n) =>
    button({ confirm: confirm({ confirm: plain(long(n)) }) }),
  ),
  'composition.confirm.deny.text.maxLength': inActions((n) => button({ confirm: confirm({ deny: plain(long(n)) }) })),
  'composition.option.text.text.maxLength': inActions((n) =>
    select({ options: [option('v', { text: plain(long(n)) })] }),
  ),
  'composition.option.value.maxLength': inActions((n) => select({ options: [option(long(n))] })),
  'composition.option.description.text.maxLength': inActions((n) =>
    select({ options: [option('v', { description: plain(long(n)) })] }),
  ),
  'composition.option.url.maxLength': inActions((n) =>
    element('overflow', { options: [option('v', { url: link(n) })] }),
  ),
  'composition.option.text.type.plainTextOnlyIn': block(
    actions([select({ options: [option('v', { text: mrkdwn() })] })]),
    actions([element('radio_buttons', { options: [option('v', { text: mrkdwn() })] })]),
  ),
  'composition.option_group.label.text.maxLength': inActions((n) =>
    element('static_select', { option_groups: [{ label: plain(long(n)), options: options(1) }] }),
  ),
  'composition.option_group.options.maxItems': inActions((n) =>
    element('static_select', { option_groups: [{ label: plain(), options: options(n) }] }),
  ),
  'composition.dispatch_action_config.trigger_actions_on.enum': held(
    element('plain_text_input', { dispatch_action_config: { trigger_actions_on: ['on_breath'] } }),
    element('plain_text_input', { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }),
  ),
  'composition.conversation_filter.include.enum': held(
    element('conversations_select', { filter: { include: ['public', 'secret'] } }),
    element('conversations_select', { filter: { include: ['public', 'private'] } }),
  ),

  'element.*.action_id.maxLength': inActions((n) => button({ action_id: long(n) })),
  'element.*.placeholder.text.maxLength': inActions((n) => select({ placeholder: plain(long(n)) })),
  'element.button.text.text.maxLength': inActions((n) => button({ text: plain(long(n)) })),
  'element.button.accessibility_label.maxLength': inActions((n) => button({ accessibility_label: long(n) })),
  'element.workflow_button.text.text.maxLength': inActions((n) =>
    element('workflow_button', { workflow: {}, text: plain(long(n)) }),
  ),
  'element.workflow_button.accessibility_label.maxLength': inActions((n) =>
    element('workflow_button', { workflow: {}, text: plain(), accessibility_label: long(n) }),
  ),
  'element.button.value.maxLength': inActions((n) => button({ value: long(n) })),
  'element.button.url.maxLength': inActions((n) => button({ url: link(n) })),
  'element.button.style.enum': block(actions([button({ style: 'loud' })]), actions([button({ style: 'primary' })])),
  'element.feedback_buttons.*_button.text.text.maxLength': inBlock((n) => feedback({ text: plain(long(n)) })),
  'element.feedback_buttons.*_button.value.maxLength': inBlock((n) => feedback({ value: long(n) })),
  'element.feedback_buttons.*_button.accessibility_label.maxLength': inBlock((n) =>
    feedback({ accessibility_label: long(n) }),
  ),
  'element.icon_button.icon.enum': block(icon({ icon: 'bomb' }), icon({})),
  'element.icon_button.value.maxLength': inBlock((n) => icon({ value: long(n) })),
  'element.icon_button.accessibility_label.maxLength': inBlock((n) => icon({ accessibility_label: long(n) })),
  'element.checkboxes.options.maxItems': inActions((n) => element('checkboxes', { options: options(n) })),
  'element.radio_buttons.options.maxItems': inActions((n) => element('radio_buttons', { options: options(n) })),
  'element.overflow.options.maxItems': inActions((n) => element('overflow', { options: options(n) })),
  'element.overflow.options.minItems': inActions((n) => element('overflow', { options: options(n) })),
  'element.static_select.options.maxItems': inActions((n) => select({ options: options(n) })),
  'element.static_select.option_groups.maxItems': inActions((n) =>
    element('static_select', { option_groups: groups(n) }),
  ),
  'element.static_select.options|option_groups.requireExactlyOne': block(
    actions([select({ option_groups: groups(1) })]),
    actions([select({})]),
  ),
  'element.multi_static_select.options.maxItems': inActions((n) => multi({ options: options(n) })),
  'element.multi_static_select.option_groups.maxItems': inActions((n) =>
    element('multi_static_select', { option_groups: groups(n) }),
  ),
  'element.multi_static_select.options|option_groups.requireExactlyOne': block(
    actions([element('multi_static_select')]),
    actions([multi({})]),
  ),
  'element.multi_*.max_selected_items.min': inActions((n) => element('multi_users_select', { max_selected_items: n })),
  'element.external_select.block_suggestion_response_options.maxItems': sized((n) =>
    suggestions({ options: options(n) }),
  ),
  'element.plain_text_input.min_length.max': inInput((n) => element('plain_text_input', { min_length: n })),
  'element.plain_text_input.max_length.max': inInput((n) => element('plain_text_input', { max_length: n })),
  'element.plain_text_input.value.maxLength': inInput((n) => element('plain_text_input', { initial_value: long(n) })),
  'element.rich_text_input.min_lines|max_lines.range': inInput((n) => element('rich_text_input', { max_lines: n })),
  'element.file_input.max_files.range': inInput((n) => element('file_input', { max_files: n })),
  'element.image.image_url.maxLength': inBlock((n) => section({ accessory: image({ image_url: link(n) }) })),
  'element.image.alt_text.maxLength': inBlock((n) => section({ accessory: image({ alt_text: long(n) }) })),
  'element.datepicker.initial_date.pattern': held(
    element('datepicker', { initial_date: '1.4.2026' }),
    element('datepicker', { initial_date: '2026-04-01' }),
  ),
  'element.timepicker.initial_time.pattern': held(
    element('timepicker', { initial_time: '24:00' }),
    element('timepicker', { initial_time: '23:59' }),
  ),
  'element.datetimepicker.initial_date_time.pattern': held(
    element('datetimepicker', { initial_date_time: 17 }),
    element('datetimepicker', { initial_date_time: 1_790_000_000 }),
  ),
  'element.number_input.min_value<=max_value.invariant': held(
    element('number_input', { is_decimal_allowed: false, min_value: '11', max_value: '10' }),
    element('number_input', { is_decimal_allowed: false, min_value: '9', max_value: '10' }),
  ),
}

/** A web address of exactly this many characters. */
function link(length: number): string {
  return 'https://example.org/'.padEnd(length, 'x')
}
