/**
 * One schema for SQLite and PostgreSQL: text ids, ISO 8601 times in UTC as text, JSON as text, flags as integers. Every
 * key begins with the team, so that an id of another workspace finds nothing, and foreign keys cannot cross either.
 */
export const first: readonly string[] = [
  `create table deliveries (
    team text not null,
    key text not null,
    expires_at text not null,
    primary key (team, key)
  )`,
  'create index deliveries_end on deliveries (expires_at)',

  `create table conversations (
    team text not null,
    key text not null,
    conversation text not null,
    expires_at text not null,
    primary key (team, key)
  )`,
  'create index conversations_end on conversations (expires_at)',

  `create table shares (
    team text not null,
    key text not null,
    state text not null,
    since text not null,
    expires_at text not null,
    primary key (team, key)
  )`,
  'create index shares_end on shares (expires_at)',

  `create table feedback (
    team text not null,
    answer text not null,
    person text not null,
    feedback text not null,
    expires_at text not null,
    primary key (team, answer, person)
  )`,
  'create index feedback_end on feedback (expires_at)',

  `create table unanswered (
    team text not null,
    id text not null,
    person text not null,
    question text not null,
    asked_at text not null,
    expires_at text not null,
    primary key (team, id)
  )`,
  'create index unanswered_order on unanswered (team, asked_at)',
  'create index unanswered_end on unanswered (expires_at)',

  `create table takes (
    team text not null,
    key text not null,
    id text not null,
    expires_at text not null,
    primary key (team, key, id)
  )`,
  'create index takes_end on takes (expires_at)',

  `create table drafts (
    team text not null,
    person text not null,
    purpose text not null,
    payload text not null,
    expires_at text not null,
    primary key (team, person, purpose)
  )`,
  'create index drafts_end on drafts (expires_at)',

  `create table decisions (
    team text not null,
    id text not null,
    owner text not null,
    state text not null,
    proposal text not null,
    choices text not null,
    framework text not null,
    verdict text not null,
    cited text not null,
    pilot integer not null,
    superseded_by text,
    posted text,
    review_at text,
    created_at text not null,
    updated_at text not null,
    version integer not null,
    primary key (team, id)
  )`,
  'create index decisions_order on decisions (team, created_at, id)',
  'create index decisions_by_state on decisions (team, state, created_at, id)',
  'create index decisions_by_owner on decisions (team, owner, created_at, id)',

  `create table citations (
    team text not null,
    decision text not null,
    entry text not null,
    primary key (team, decision, entry),
    foreign key (team, decision) references decisions (team, id) on delete cascade
  )`,
  'create index citations_by_entry on citations (entry, team, decision)',

  `create table ballots (
    team text not null,
    id text not null,
    decision text not null,
    owner text not null,
    channel text not null,
    ts text,
    closes_at text,
    quorum integer,
    names_visible_to text not null,
    state text not null,
    opened_at text not null,
    closed_at text,
    closed_by text,
    moves integer not null,
    primary key (team, id),
    foreign key (team, decision) references decisions (team, id) on delete cascade
  )`,
  "create unique index ballots_one_open on ballots (team, decision) where state = 'open'",
  'create index ballots_of on ballots (team, decision, opened_at)',
  "create index ballots_due on ballots (closes_at) where state = 'open'",

  `create table votes (
    team text not null,
    ballot text not null,
    voter text not null,
    choices text not null,
    cast_at text not null,
    version integer not null,
    primary key (team, ballot, voter),
    foreign key (team, ballot) references ballots (team, id) on delete cascade
  )`,

  `create table reviews (
    team text not null,
    id text not null,
    decision text not null,
    reason text not null,
    once text not null,
    state text not null,
    due_at text not null,
    attempt integer not null,
    claim text,
    primary key (team, id),
    unique (team, decision, once),
    foreign key (team, decision) references decisions (team, id) on delete cascade
  )`,
  "create index reviews_due on reviews (due_at) where state = 'waiting'",
]
