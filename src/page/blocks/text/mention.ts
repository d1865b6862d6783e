import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Talk } from '../../talk.ts'

type Named = { readonly id: string; readonly label?: string | undefined; readonly talk: Talk }

/** A person by name; a press shows the direct messages with them. */
export function PersonMention({ id, label, talk }: Named): VNode {
  const person = talk.personOf(id)
  const name = `@${person?.realName ?? label ?? id}`
  return person
    ? html`<button type="button" class="bk-mention" onClick=${() => talk.go(id)}>${name}</button>`
    : html`<span class="bk-mention">${name}</span>`
}

/** A channel that this person cannot see is not named to them. */
export function ChannelMention({ id, label, talk }: Named): VNode {
  const channel = talk.channelOf(id)
  const name = channel ? `#${channel.name}` : label ? `#${label}` : 'private channel'
  return channel
    ? html`<button type="button" class="bk-mention" onClick=${() => talk.go(id)}>${name}</button>`
    : html`<span class="bk-mention">${name}</span>`
}

export const Broadcast = ({ label }: { readonly label: string }): VNode =>
  html`<span class="bk-mention bk-loud">${label}</span>`
