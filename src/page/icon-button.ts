import { html } from './html.ts'
import { Icon, type IconName } from './icons.ts'

type Props = {
  readonly label: string
  readonly icon: IconName
  readonly onClick: () => void
  readonly class?: string
  readonly tabIndex?: number
}

/** A button that shows a drawing, and says what it does to those who ask or listen. */
export function IconButton({ label, icon, onClick, class: className = '', tabIndex = 0 }: Props) {
  return html`
    <button
      type="button"
      class=${`icon-button ${className}`}
      aria-label=${label}
      title=${label}
      tabindex=${tabIndex}
      onClick=${onClick}
    >
      <${Icon} name=${icon} />
    </button>
  `
}
