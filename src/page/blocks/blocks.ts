import type { VNode } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { html } from '../html.ts'
import type { Json } from '../protocol.ts'
import { Chart } from './chart/chart.ts'
import type { Scene } from './form/scene.ts'
import { Call, FileLine, Video } from './kinds/attached.ts'
import { Card, Carousel, Container, Plan, TaskCard } from './kinds/cards.ts'
import { Actions, Input } from './kinds/controls.ts'
import { DataTable } from './kinds/data-table.ts'
import type { Kind } from './kinds/kind.ts'
import { Table } from './kinds/table.ts'
import { Alert, Context, Divider, Header, Image, MarkdownBlock, Rich, Section } from './kinds/texts.ts'
import { blockIdOf, typeOf } from './read.ts'
import { Unknown } from './unknown.ts'

const kinds: Readonly<Record<string, Kind>> = {
  actions: Actions,
  alert: Alert,
  call: Call,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: Actions,
  data_table: DataTable,
  data_visualization: Chart,
  divider: Divider,
  file: FileLine,
  header: Header,
  image: Image,
  input: Input,
  markdown: MarkdownBlock,
  plan: Plan,
  rich_text: Rich,
  section: Section,
  table: Table,
  task_card: TaskCard,
  video: Video,
}

/** Blocks, one below the other. Kept apart by kind and id: a field keeps its place when others come and go. */
export const drawBlocks = (blocks: readonly Json[], scene: Scene): VNode =>
  html`<div class="bk-blocks">
    ${blocks.map((block, at) => html`<${Block} key=${`${typeOf(block)} ${blockIdOf(block) || at}`} block=${block} scene=${scene} />`)}
  </div>`

/** A block that cannot be drawn must not take the page with it. */
function Block({ block, scene }: { readonly block: Json; readonly scene: Scene }): VNode {
  const [problem] = useErrorBoundary()
  const type = typeOf(block)
  const Drawn = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  return Drawn && problem === undefined
    ? html`<${Drawn} block=${block} scene=${scene} />`
    : html`<${Unknown} of=${block} />`
}
