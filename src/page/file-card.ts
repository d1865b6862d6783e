import { useEffect, useState } from 'preact/hooks'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { File } from './protocol.ts'
import { sizeOf } from './wording.ts'

const longestPreview = 20_000

/** A file: what it is called, how large it is, its text if it has one, and a way to keep it. */
export function FileCard({ file }: { readonly file: File }) {
  const { title, name, mimetype, size, text } = file
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (text === undefined) return undefined
    const made = URL.createObjectURL(new Blob([text], { type: mimetype }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [text, mimetype])
  return html`
    <div class="file" role="group" aria-label=${`File ${title}`}>
      <${Icon} name="file" />
      <p class="file-words">
        <strong>${title}</strong>
        <span class="quiet">${name === title ? '' : `${name}, `}${sizeOf(size)}</span>
      </p>
      ${url && html`<a class="button" href=${url} download=${name}>Download</a>`}
      ${
        text !== undefined &&
        html`
          <details>
            <summary>Preview</summary>
            <pre tabindex="0" role="region" aria-label=${`Text of ${title}`}>${text.slice(0, longestPreview)}</pre>
            ${text.length > longestPreview && html`<p class="quiet">The rest is in the download.</p>`}
          </details>
        `
      }
    </div>
  `
}
