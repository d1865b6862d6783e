import { useState } from 'preact/hooks'
import type { Line } from './connect.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import { Icon } from './icons.ts'
import type { WhatIf } from './protocol.ts'
import type { Talk } from './talk.ts'
import { listed } from './wording.ts'

type Props = { readonly line: Line; readonly whatIfs: readonly WhatIf[]; readonly talk: Talk }

/** Above everything: that the connection is lost, and that something goes wrong because somebody wanted it to. */
export function Bars({ line, whatIfs, talk }: Props) {
  const on = whatIfs.filter(({ kind, on }) => kind === 'switch' && on)
  return html`
    <div class="bars">
      <div role="status">
        ${line === 'lost' && html`<p class="bar">The connection to the workspace is lost. Trying again…</p>`}
      </div>
      ${on.length > 0 && html`<${WhatIfBar} on=${on} talk=${talk} />`}
    </div>
  `
}

function WhatIfBar({ on, talk }: { readonly on: readonly WhatIf[]; readonly talk: Talk }) {
  const [problem, setProblem] = useState('')
  const turnOff = async () => {
    const results = await Promise.all(on.map(({ id }) => talk.act({ kind: 'whatIf', id, on: false })))
    const failed = results.find(({ kind }) => kind === 'failed')
    setProblem(failed?.kind === 'failed' ? failed.says : '')
  }
  return html`
    <section class="bar is-warning" aria-label="What if, switched on">
      <${Icon} name="fork" />
      <p>What if: <strong>${listed(on.map(({ label }) => label))}</strong> ${on.length === 1 ? 'is' : 'are'} on</p>
      <button type="button" class="button" onClick=${() => void turnOff()}>Turn off</button>
      <${Problem} says=${problem} />
    </section>
  `
}
