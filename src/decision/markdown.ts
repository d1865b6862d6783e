/**
 * Any text as words in one line of Markdown: signs that would format, link, embed or open HTML are escaped, and a beginning that would
 * open a list, a heading or a rule. CommonMark 0.31, 2.4: every ASCII punctuation sign may stand behind a backslash.
 */
export function inline(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_[\]<>#|~&$]/g, String.raw`\$&`)
    .replace(/^([-+=])/, String.raw`\$1`)
    .replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`)
}

/** Any text as a quoted scalar of YAML: JSON's strings are a part of it. */
export function quoted(text: string): string {
  return JSON.stringify(oneLine(text))
}

/** An address in angle brackets, as a link's goal; undefined where it is none to follow. */
export function goal(url: string): string | undefined {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? `<${new URL(url).href.replaceAll(/[<>\s]/g, encodeURIComponent)}>`
    : undefined
}

/** No line breaks, no control signs, and none that turn the direction of writing: they make a line read as it does not stand. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}
