import { useEffect, useRef, useState } from 'preact/hooks'
import { announce } from './announce.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Problem } from './problem.ts'
import { Icon } from './icons.ts'
import { JsonTree } from './json-tree.ts'
import type { Finding, Wire, WireDetail } from './protocol.ts'
import { Marks, verdictOf } from './wire-row.ts'

type Props = { readonly row: Wire; readonly close: () => void }
type Loaded = WireDetail | { readonly problem: string }

/** All of one request: what was asked, what came back, what the check found. Read again when its answer came. */
export function WireDetails({ row, close }: Props) {
  const { n, title, direction, via } = row
  const [loaded, setLoaded] = useState<Loaded>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    let isWanted = true
    void load(n).then((it) => isWanted && setLoaded(it))
    return () => {
      isWanted = false
    }
  }, [row])
  return html`
    <section
      class="wire-details"
      aria-label=${`Request ${n}`}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <header>
        <${IconButton} label="Back to the list" icon="left" onClick=${close} />
        <h3 ref=${heading} tabindex="-1">${n}. ${title}</h3>
        <span class=${`verdict is-${verdictOf(row)}`}>${verdictOf(row)}</span>
        ${loaded && 'curl' in loaded && html`<${CopyButton} text=${loaded.curl} />`}
      </header>
      <div class="wire-scroll" tabindex="0" role="group" aria-label=${`All of request ${n}`}>
        <p class="quiet">
          ${direction}, ${via === 'socket' ? 'through the socket' : 'over HTTP'}, ${row.status}
          ${row.ms === undefined ? '' : `, ${Math.round(row.ms)} ms`} <${Marks} row=${row} />
        </p>
        ${!loaded && html`<p class="quiet" role="status">Loading…</p>`}
        ${loaded && 'problem' in loaded && html`<${Problem} says=${loaded.problem} />`}
        ${loaded && 'request' in loaded && html`<${Whole} detail=${loaded} />`}
      </div>
    </section>
  `
}

function Whole({ detail }: { readonly detail: WireDetail }) {
  const { request, answer, findings } = detail
  return html`
    <div>
      ${findings.length > 0 && html`<${Findings} findings=${findings} />`}
      <${Part} title="Request" part=${request} />
      ${
        answer
          ? html`<${Part} title="Answer" part=${answer} />`
          : html`<div>
              <h4>Answer</h4>
              <p class="quiet">None yet.</p>
            </div>`
      }
    </div>
  `
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return html`
    <div>
      <h4>What the check found</h4>
      <ul class="findings">
        ${findings.map(
          ({ level, says, pointer }, n) => html`
            <li key=${n}>
              <span class=${`mark is-${level === 'error' ? 'danger' : 'warning'}`}>${level}</span>${' '}${says}${' '}
              ${pointer && html`<code>${pointer}</code>`}
            </li>
          `,
        )}
      </ul>
    </div>
  `
}

type PartProps = { readonly title: string; readonly part: WireDetail['request'] }

function Part({ title, part: { line, headers, body } }: PartProps) {
  const names = Object.keys(headers)
  return html`
    <div class="wire-part">
      <h4>${title}</h4>
      <p class="wire-line"><code>${line}</code></p>
      ${
        names.length > 0 &&
        html`
          <details>
            <summary>Headers (${names.length})</summary>
            <dl>
              ${names.map(
                (name) =>
                  html`<div key=${name}>
                    <dt>${name}</dt>
                    <dd>${headers[name]}</dd>
                  </div>`,
              )}
            </dl>
          </details>
        `
      }
      ${
        isEmpty(body)
          ? html`<p class="quiet">No body.</p>`
          : html`<div class="json"><${JsonTree} value=${parsed(body)} /></div>`
      }
    </div>
  `
}

function CopyButton({ text }: { readonly text: string }) {
  const [says, setSays] = useState('')
  const copy = async () => {
    const said = (await copied(text)) ? 'Copied' : 'The browser does not allow it'
    setSays(said)
    announce(said)
  }
  return html`
    <span class="copy">
      <button type="button" class="button" onClick=${() => void copy()}><${Icon} name="copy" />Copy as curl</button>
      <span class="quiet" aria-hidden="true">${says}</span>
    </span>
  `
}

async function load(n: number): Promise<Loaded> {
  try {
    const response = await fetch(`/workspace/wire/${n}`)
    if (response.ok) return (await response.json()) as WireDetail
    return { problem: `It could not be loaded (${response.status}).` }
  } catch {
    return { problem: 'The workspace cannot be reached.' }
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

const isEmpty = (body: unknown) => body === undefined || body === null || body === ''

/** A body that is JSON inside a string is shown as what it holds. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
