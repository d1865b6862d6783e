import htm from 'htm'
import { h, type VNode } from 'preact'

/** Markup in a template: needs no build step. One root a template. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => VNode = htm.bind(h) as (
  strings: TemplateStringsArray,
  ...values: unknown[]
) => VNode
