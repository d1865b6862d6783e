import * as fc from 'fast-check'
import {
  actions,
  button,
  cell,
  chart,
  confirm,
  divider,
  element,
  image,
  input,
  mrkdwn,
  option,
  plain,
  richText,
  section,
  times,
  type Json,
} from './blocks.ts'

/** Text that a person might write: any letters, but not Slack's own markup, which is the business of whoever escapes. */
const words = (max: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: Math.floor(max / 8) })
    .map((text) => text.replaceAll(/[<>[\]]/g, '·').slice(0, max))
    .filter((text) => text.trim() !== '')

const link = fc.webUrl({ validSchemes: ['https', 'http'] }).filter((url) => url.length <= 3000)
const texts = (max: number): fc.Arbitrary<Json> =>
  words(max).chain((text) => fc.constantFrom(plain(text), mrkdwn(text)))
const labels = (max: number): fc.Arbitrary<Json> => words(max).map((text) => plain(text))

const listOfOptions = (max: number): fc.Arbitrary<Json[]> =>
  fc
    .array(words(75), { minLength: 1, maxLength: max })
    .map((all) => all.map((text, index) => option(`v${index}`, { text: plain(text) })))

const buttons = fc
  .record({
    text: labels(75),
    value: words(200),
    url: fc.option(link, { nil: undefined }),
    confirm: fc.constantFrom(confirm(), undefined),
  })
  .map((more) => button(more))
const selects = listOfOptions(100).map((options) => element('static_select', { options }))
const pickers = fc.constantFrom(
  element('datepicker', { initial_date: '2026-11-21' }),
  element('timepicker'),
  element('users_select'),
  element('external_select', { min_query_length: 0 }),
)
const radios = listOfOptions(10).map((options) => element('radio_buttons', { options, initial_option: options[0] }))

const withIds = (elements: readonly Json[]): Json[] =>
  elements.map((one, index) => ({ ...one, action_id: `a${index}` }))

const everywhere: fc.Arbitrary<Json>[] = [
  fc.constant(divider()),
  texts(900).map((text) => section({ text })),
  fc.array(texts(100), { minLength: 1, maxLength: 10 }).map((fields) => section({ text: undefined, fields })),
  fc
    .tuple(
      texts(300),
      fc.oneof(
        buttons,
        selects,
        radios,
        link.map((image_url) => image({ image_url })),
      ),
    )
    .map(([text, accessory]) => section({ text, accessory })),
  labels(150).map((text) => ({ type: 'header', text })),
  fc
    .array(fc.oneof(texts(100), fc.constant(image())), { minLength: 1, maxLength: 10 })
    .map((elements) => ({ type: 'context', elements })),
  fc
    .array(fc.oneof(buttons, selects, pickers, radios), { minLength: 1, maxLength: 5 })
    .map((elements) => actions(withIds(elements))),
  words(500).map((text) => richText(text)),
]

const onlyInMessages: fc.Arbitrary<Json>[] = [
  words(500).map((text) => ({ type: 'markdown', text })),
  fc
    .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .map((values) =>
      chart({ chart: { type: 'pie', segments: values.map((value, index) => ({ label: `Part ${index}`, value })) } }),
    ),
  fc.tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 5 })).map(([height, width]) => ({
    type: 'data_table',
    caption: 'Languages',
    rows: times(height, () => times(width, () => cell())),
  })),
]

const inputs: fc.Arbitrary<Json> = fc
  .tuple(
    labels(200),
    fc.oneof(
      words(200).map((initial_value) =>
        element('plain_text_input', { initial_value, multiline: true, max_length: 3000 }),
      ),
      selects,
      radios,
      pickers,
    ),
  )
  .map(([label, held]) => input(held, { label }))

/** Ids are told apart by place; a chart or a table of which a message may hold few is kept as often as it may. */
function numbered(blocks: readonly Json[]): Json[] {
  const counts = new Map<unknown, number>()
  return blocks
    .map((block, index): Json => ({ ...block, block_id: `b${index}` }))
    .filter((block) => {
      const count = (counts.get(block['type']) ?? 0) + 1
      counts.set(block['type'], count)
      return !(block['type'] === 'data_table' && count > 1) && !(block['type'] === 'data_visualization' && count > 2)
    })
}

/** Messages that Slack and we ourselves have nothing against. */
export const validMessages: fc.Arbitrary<Json> = fc
  .tuple(words(200), fc.array(fc.oneof(...everywhere, ...onlyInMessages), { minLength: 1, maxLength: 8 }))
  .map(([text, blocks]) => ({
    channel: 'C1',
    text,
    blocks: numbered(blocks),
    unfurl_links: false,
    unfurl_media: false,
  }))
  .filter((message) => JSON.stringify(message.blocks).length < 30_000 && lengthOf(message.blocks) <= 8_000)

/** Modals that Slack and we ourselves have nothing against. */
export const validModals: fc.Arbitrary<Json> = fc
  .tuple(labels(24), fc.array(fc.oneof(inputs, ...everywhere), { maxLength: 12 }))
  .map(([title, blocks]) => ({
    type: 'modal',
    title,
    submit: plain('Next'),
    close: plain('Cancel'),
    private_metadata: '{"v":1}',
    blocks: numbered(blocks),
  }))

/** The characters of all texts, counted here without the validator's help. */
function lengthOf(blocks: unknown): number {
  return [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
    (sum, [, text]) => sum + (text ?? '').length,
    0,
  )
}
