import type { VNode } from 'preact'
import type { Json } from '../../protocol.ts'
import type { Scene } from '../form/scene.ts'

/** A block where it stands. */
export type Placed = { readonly block: Json; readonly scene: Scene }
export type Kind = (placed: Placed) => VNode
