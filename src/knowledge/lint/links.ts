import type { Rule } from './rule.ts'

/** Links that a reader can follow without fear: no user names, no odd hosts, each address once. */
export const links: Rule = {
  name: 'links',
  description:
    "A source's address is plain http(s) without user name or port, its host in plain letters, and stands once; unused sources go.",
  check: (catalog) => {
    const owners = new Map<string, string>()
    const used = new Set(
      [...catalog.entries.values()].flatMap(
        (entry) =>
          JSON.stringify(entry)
            .match(/"[a-z0-9-]+"/g)
            ?.map((word) => word.slice(1, -1)) ?? [],
      ),
    )
    return [...catalog.sources.values()].flatMap((source) => {
      const finding = (wish: string) => ({ rule: 'links', file: 'sources/', field: source.id, wish })
      const unused = used.has(source.id) ? [] : [finding('an entry that names it, or to be taken out')]
      if (!source.url) return unused
      const url = new URL(source.url)
      const owner = owners.get(url.href)
      owners.set(url.href, source.id)
      return [
        ...unused,
        ...(owner ? [finding(`an address of its own; ${owner} has the same`)] : []),
        ...(url.username || url.password || url.port
          ? [finding('an address without user name, password or port')]
          : []),
        ...(url.hostname.includes('xn--') ? [finding('a host in plain letters')] : []),
      ]
    })
  },
}
