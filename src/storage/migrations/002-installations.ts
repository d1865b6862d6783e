/**
 * Workspaces that installed the app by OAuth. What is sealed here is sealed above the store: not even a copy of the whole
 * database opens a token. `org_teams` are the workspaces that act through an organisation's installation.
 */
export const installations: readonly string[] = [
  `create table installations (
    team text not null,
    enterprise text,
    org integer not null,
    app text not null,
    bot_user text not null,
    scopes text not null,
    installer text not null,
    token text not null,
    refresh_token text,
    token_ends_at text,
    state text not null,
    installed_at text not null,
    version integer not null,
    lease text,
    leased_until text,
    primary key (team)
  )`,
  "create index installations_due on installations (token_ends_at) where state = 'live'",

  `create table org_teams (
    team text not null,
    enterprise text not null,
    primary key (team)
  )`,
  'create index org_teams_of on org_teams (enterprise)',

  `create table install_states (
    id text not null,
    browser text not null,
    used integer not null,
    expires_at text not null,
    primary key (id)
  )`,
  'create index install_states_end on install_states (expires_at)',
]
