/** What is asked for, each with its reason in `manifest/README.md`; a test compares it with the manifest. */
export const scopes: readonly string[] = ['commands', 'chat:write', 'app_mentions:read', 'im:history']
