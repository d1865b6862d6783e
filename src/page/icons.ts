import { html } from './html.ts'

/** Drawn in 20 by 20 with a line of 1.6. */
const paths = {
  hash: 'M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.8 7.5h13M3.2 12.5h13',
  lock: 'M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM7 9V6.5a3 3 0 0 1 6 0V9',
  reply:
    'M4 5.5A1.5 1.5 0 0 1 5.5 4h9A1.5 1.5 0 0 1 16 5.5v6a1.5 1.5 0 0 1-1.5 1.5H10l-4 3.2V13h-.5A1.5 1.5 0 0 1 4 11.5Z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'm5.5 5.5 9 9M14.5 5.5l-9 9',
  send: 'M3.5 10 16 4l-3.5 12.5-3-5Zm6 1.5L16 4',
  bolt: 'M11 3 4.5 11.5h4.7L8.6 17 15.5 8.5h-4.9Z',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0-3v4a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7',
  slash: 'M12.5 4 7.5 16',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5Zm9.7 0a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0Z',
  info: 'M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Zm-7-.5v4M10 6.7v.01',
  people:
    'M10.5 7a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM2.8 16c0-2.6 2.2-4.2 4.9-4.2s4.9 1.6 4.9 4.2M13 4.5a2.7 2.7 0 0 1 0 5M14.5 12c1.7.5 2.8 1.9 2.8 4',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  wire: 'M3 7.5h11M11 4.5l3 3-3 3M17 12.5H6M9 9.5l-3 3 3 3',
  fork: 'M10 17v-5.5M10 11.5C10 8.5 5 9 5 4.5M10 11.5C10 8.5 15 9 15 4.5M3 6.5l2-2.5 2 2.5M13 6.5l2-2.5 2 2.5',
  file: 'M5.5 3h6L15 6.5V17H5.5ZM11.5 3v3.5H15',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  sun: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM10 2.8v1.7M10 15.5v1.7M2.8 10h1.7M15.5 10h1.7M4.9 4.9l1.2 1.2M13.9 13.9l1.2 1.2M4.9 15.1l1.2-1.2M13.9 6.1l1.2-1.2',
  moon: 'M16 11.7A6.5 6.5 0 0 1 8.3 4 6.5 6.5 0 1 0 16 11.7Z',
  screen: 'M3 4.5h14v9H3ZM7.5 16.5h5M10 13.5v3',
  fetch: 'M5 7.5h6.5a3.7 3.7 0 0 1 0 7.4H8M8 4.5l-3 3 3 3',
  search: 'M13 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Zm-1.3 3.2L16.5 16.5',
  copy: 'M7.5 7.5h8.5V16H7.5ZM4 12.5V4h8.5',
  left: 'M12 5.5 7.5 10l4.5 4.5',
} as const

export type IconName = keyof typeof paths

/** Says nothing to a screen reader: the words stand beside it or in the button's label. */
export function Icon({ name }: { readonly name: IconName }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true"><path d=${paths[name]} /></svg>`
}
