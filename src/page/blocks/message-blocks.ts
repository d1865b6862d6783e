import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { html } from '../html.ts'
import type { Json, On } from '../protocol.ts'
import type { Talk } from '../talk.ts'
import { drawBlocks } from './blocks.ts'
import { useKeptFocus } from './form/kept-focus.ts'
import { useScene } from './form/scene.ts'

type Props = { readonly blocks: readonly Json[]; readonly on: On; readonly talk: Talk }

/** The blocks of a message, with everything in them at work. */
export function MessageBlocks({ blocks, on, talk }: Props): VNode {
  const frame = useRef<HTMLDivElement>(null)
  useKeptFocus(frame, blocks)
  const { scene } = useScene({ on, talk, draw: drawBlocks, blocks })
  return html`<div ref=${frame} class="bk bk-message" tabindex="-1">${drawBlocks(blocks, scene)}</div>`
}
