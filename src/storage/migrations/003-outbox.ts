/**
 * Work that was accepted and is not finished. `due_at` is the end of the lease while somebody holds a row, and the time of its next
 * attempt while nobody does.
 */
export const outbox: readonly string[] = [
  `create table outbox (
    team text not null,
    id text not null,
    kind text not null,
    payload text not null,
    journal text not null,
    owner text,
    due_at text not null,
    attempt integer not null,
    taken_at text not null,
    primary key (team, id)
  )`,
  'create index outbox_due on outbox (due_at)',
  'alter table shares add column holder text',
]
