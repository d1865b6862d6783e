import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { html } from '../html.ts'
import type { View } from '../protocol.ts'
import type { Talk } from '../talk.ts'
import { drawBlocks } from './blocks.ts'
import { useKeptFocus } from './form/kept-focus.ts'
import { useScene } from './form/scene.ts'

/** The Home tab of the app. */
export function HomeView({ view, talk }: { readonly view: View; readonly talk: Talk }): VNode {
  const frame = useRef<HTMLDivElement>(null)
  useKeptFocus(frame, view.blocks)
  const on = { kind: 'view', id: view.id } as const
  const { scene } = useScene({ on, talk, draw: drawBlocks, blocks: view.blocks })
  return html`<div ref=${frame} class="bk bk-home" tabindex="-1">${drawBlocks(view.blocks, scene)}</div>`
}
