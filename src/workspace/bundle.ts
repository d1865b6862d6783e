import { createRequire } from 'node:module'

/**
 * The page's modules as one small file, where the bundler is installed: in development. An image without it serves the
 * modules as they are, a hundred requests over loopback instead of one.
 */
export async function bundled(entry: string): Promise<string | undefined> {
  if (!isInstalled()) return undefined
  const { rolldown } = await import('rolldown')
  await using bundle = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  return output[0].code
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('rolldown')
    return true
  } catch {
    return false
  }
}
