/** The files that a workspace has beside the shared knowledge, all of them in one row: they are published and read as one. */
export const ownKnowledge: readonly string[] = [
  `create table own_knowledge (
    team text primary key,
    edition text not null,
    files text not null,
    published_at text not null
  )`,
  'create index own_knowledge_published on own_knowledge (published_at)',
]
