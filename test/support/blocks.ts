/** Small, well-made pieces of Block Kit for tests; `more` overrides a field or adds one. */
export type Json = Record<string, unknown>

export const plain = (text = 'Text', more: Json = {}): Json => ({ type: 'plain_text', text, ...more })
export const mrkdwn = (text = 'Text', more: Json = {}): Json => ({ type: 'mrkdwn', text, ...more })
export const option = (value = 'v', more: Json = {}): Json => ({ text: plain('Option'), value, ...more })
export const options = (count: number): Json[] => times(count, (index) => option(`v${index}`))
export const confirm = (more: Json = {}): Json => ({
  title: plain('Sure?'),
  text: mrkdwn('Really?'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
})

export const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'press', text: plain('Press'), ...more })
export const image = (more: Json = {}): Json => ({
  type: 'image',
  image_url: 'https://example.org/a.png',
  alt_text: 'A gopher',
  ...more,
})
export const element = (type: string, more: Json = {}): Json => ({ type, action_id: 'act', ...more })

export const divider = (more: Json = {}): Json => ({ type: 'divider', ...more })
export const section = (more: Json = {}): Json => ({ type: 'section', block_id: 'section', text: mrkdwn(), ...more })
export const actions = (elements: readonly Json[], more: Json = {}): Json => ({
  type: 'actions',
  block_id: 'actions',
  elements,
  ...more,
})
export const input = (held: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: 'input',
  label: plain('Label'),
  element: held,
  ...more,
})
export const cell = (text = 'cell'): Json => ({ type: 'raw_text', text })
export const rows = (count: number, width = 1): Json[][] => times(count, () => times(width, () => cell()))
export const richText = (text = 'Text', more: Json = {}): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  ...more,
})
export const chart = (more: Json = {}): Json => ({
  type: 'data_visualization',
  title: 'Chart',
  chart: { type: 'pie', segments: [{ label: 'A', value: 1 }] },
  ...more,
})
export const series = (count: number, name: (index: number) => string = (index) => `S${index}`, points = 1): Json => {
  const labels = times(points, (index) => `L${index}`)
  return {
    type: 'bar',
    series: times(count, (index) => ({ name: name(index), data: labels.map((label) => ({ label, value: 1 })) })),
    axis_config: { categories: labels },
  }
}

export const message = (blocks: readonly unknown[], more: Json = {}): Json => ({
  text: 'The same in words',
  blocks,
  ...more,
})
export const modal = (blocks: readonly unknown[], more: Json = {}): Json => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
  ...more,
})
export const home = (blocks: readonly unknown[], more: Json = {}): Json => ({ type: 'home', blocks, ...more })

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
export const long = (length: number): string => 'x'.repeat(length)
