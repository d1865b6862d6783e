import htm from 'htm'
import { h, type VNode } from 'preact'

/** Markup in a template: needs no build step. One root a template, hence never a list. */
export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: readonly unknown[]) => VNode
