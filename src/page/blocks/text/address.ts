/** An address that a link may have. Anything else, such as `javascript:`, stays words. */
export function safeAddress(address: string | undefined): string | undefined {
  if (address === undefined || !/^(https?:\/\/|mailto:)/i.test(address)) return undefined
  return address
}
