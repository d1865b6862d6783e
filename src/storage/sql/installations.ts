import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Ending, Installation, InstallationStore, NewInstallation, Refreshing } from '../ports/installations.ts'
import type { InstallationRow } from '../tables.ts'
import { forgetTeam } from './forget.ts'
import { parsed } from './json.ts'
import type { Kit } from './kit.ts'
import { normalTime, timeOf } from './time.ts'
import { type Db, within } from './within.ts'

/** @param scrub run after a workspace was deleted, where something of it would linger */
export function installationStore(
  { db, clock, newId }: Kit,
  scrub: (team: string) => Promise<void>,
): InstallationStore {
  return {
    save: async (installation) => {
      const row = newRow(installation)
      const saved = await db
        .insertInto('installations')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column('team')
            .doUpdateSet({ ...row, version: sql<number>`installations.version + 1` })
            .where('installations.installed_at', '<=', row.installed_at),
        )
        .returning('team')
        .executeTakeFirst()
      return saved ? 'saved' : 'older'
    },
    read: async (team) => {
      const row = await db.selectFrom('installations').selectAll().where('team', '=', team).executeTakeFirst()
      return row && installationOf(row)
    },
    page: async (limit, after = '') => {
      const rows = await db
        .selectFrom('installations')
        .selectAll()
        .where('team', '>', after)
        .orderBy('team')
        .limit(limit)
        .execute()
      return rows.map(installationOf)
    },
    reseal: async ({ team, version }, { token, refreshToken }) => {
      const row = await db
        .updateTable('installations')
        .set((row) => ({ token, refresh_token: refreshToken ?? null, version: row('version', '+', 1) }))
        .where('team', '=', team)
        .where('version', '=', version)
        .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<=', timeOf(clock.now()))]))
        .returning('team')
        .executeTakeFirst()
      return row ? 'done' : 'busy'
    },
    acting: async (team, enterprise) => {
      await db
        .insertInto('org_teams')
        .values({ team, enterprise })
        .onConflict((conflict) => conflict.column('team').doUpdateSet({ enterprise }))
        .execute()
    },
    organisationOf: async (team) => {
      const row = await db.selectFrom('org_teams').select('enterprise').where('team', '=', team).executeTakeFirst()
      return row?.enterprise
    },
    end: async (team, at) => {
      const ending = await within(db, (tx) => end(tx, team, normalTime(at)))
      if (ending.kind !== 'newer') for (const one of ending.kind === 'ended' ? ending.teams : [team]) await scrub(one)
      return ending
    },
    claimRefresh: (options) => claimRefresh(db, clock.now(), newId(), options),
    refreshed: async (refreshing, { token, refreshToken, endsAt }) =>
      settle(db, refreshing, {
        token,
        refresh_token: refreshToken,
        token_ends_at: normalTime(endsAt),
        state: 'live',
        lease: null,
        leased_until: null,
      }),
    lapsed: async (refreshing) => settle(db, refreshing, { state: 'lapsed', lease: null, leased_until: null }),
    states: {
      add: async ({ id, browser, expiresAt }) => {
        await db
          .insertInto('install_states')
          .values({ id, browser, used: 0, expires_at: normalTime(expiresAt) })
          .execute()
      },
      take: async (id) => {
        const taken = await db
          .updateTable('install_states')
          .set({ used: 1 })
          .where('id', '=', id)
          .where('used', '=', 0)
          .where('expires_at', '>', timeOf(clock.now()))
          .returning('browser')
          .executeTakeFirst()
        if (taken) return { kind: 'taken', browser: taken.browser }
        const former = await db.selectFrom('install_states').select('used').where('id', '=', id).executeTakeFirst()
        return { kind: former === undefined ? 'unknown' : former.used === 1 ? 'used' : 'expired' }
      },
    },
  }
}

const scopesShape = z.array(z.string())
const stateShape = z.enum(['live', 'lapsed'])

function installationOf(row: Selectable<InstallationRow>): Installation {
  return {
    team: row.team,
    ...(row.enterprise === null ? {} : { enterprise: row.enterprise }),
    org: row.org === 1,
    app: row.app,
    botUser: row.bot_user,
    scopes: parsed(scopesShape, row.scopes),
    installer: row.installer,
    token: row.token,
    ...(row.refresh_token === null || row.token_ends_at === null
      ? {}
      : { refresh: { token: row.refresh_token, endsAt: row.token_ends_at } }),
    state: stateShape.parse(row.state),
    installedAt: row.installed_at,
    version: row.version,
  }
}

function newRow(installation: NewInstallation): InstallationRow {
  return {
    team: installation.team,
    enterprise: installation.enterprise ?? null,
    org: installation.org ? 1 : 0,
    app: installation.app,
    bot_user: installation.botUser,
    scopes: JSON.stringify(installation.scopes),
    installer: installation.installer,
    token: installation.token,
    refresh_token: installation.refresh?.token ?? null,
    token_ends_at: installation.refresh ? normalTime(installation.refresh.endsAt) : null,
    state: 'live',
    installed_at: normalTime(installation.installedAt),
    version: 1,
    lease: null,
    leased_until: null,
  }
}

/** In a transaction. */
async function end(tx: Db, team: string, at: string): Promise<Ending> {
  const gone = await tx
    .deleteFrom('installations')
    .where('team', '=', team)
    .where('installed_at', '<=', at)
    .returning('org')
    .executeTakeFirst()
  if (!gone && (await isInstalled(tx, team))) return { kind: 'newer' }
  const acting = gone?.org === 1 ? await actingOnly(tx, team) : []
  for (const one of [team, ...acting]) await forgetTeam(tx, one)
  return gone ? { kind: 'ended', teams: [team, ...acting] } : { kind: 'missing' }
}

async function isInstalled(tx: Db, team: string): Promise<boolean> {
  const own = await tx.selectFrom('installations').select('team').where('team', '=', team).executeTakeFirst()
  if (own) return true
  const through = await tx
    .selectFrom('org_teams')
    .innerJoin('installations', 'installations.team', 'org_teams.enterprise')
    .select('org_teams.team')
    .where('org_teams.team', '=', team)
    .executeTakeFirst()
  return through !== undefined
}

/** Those that have no installation of their own besides the organisation's. */
async function actingOnly(tx: Db, enterprise: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('org_teams')
    .leftJoin('installations', 'installations.team', 'org_teams.team')
    .select('org_teams.team')
    .where('org_teams.enterprise', '=', enterprise)
    .where('installations.team', 'is', null)
    .execute()
  return rows.map(({ team }) => team)
}

type RefreshOptions = Parameters<InstallationStore['claimRefresh']>[0]

/** One statement: a row that another replica has just taken no longer meets the outer condition (`reviews.ts`, claimDue). */
async function claimRefresh(
  db: Db,
  now: number,
  lease: string,
  { endsBefore, leaseMs, limit, team }: RefreshOptions,
): Promise<readonly Refreshing[]> {
  const [until, free] = [normalTime(endsBefore), timeOf(now)]
  const rows = await db
    .updateTable('installations')
    .set({ lease, leased_until: timeOf(now + leaseMs) })
    .where('state', '=', sql.lit('live'))
    .where('token_ends_at', '<=', until)
    .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<=', free)]))
    .where((row) =>
      row(
        'team',
        'in',
        row
          .selectFrom('installations')
          .select('team')
          .where('state', '=', sql.lit('live'))
          .where('token_ends_at', '<=', until)
          .where((inner) => inner.or([inner('leased_until', 'is', null), inner('leased_until', '<=', free)]))
          .$if(team !== undefined, (query) => query.where('team', '=', team ?? ''))
          .orderBy('token_ends_at')
          .limit(limit),
      ),
    )
    .returningAll()
    .execute()
  return rows.map((row) => ({ installation: installationOf(row), lease }))
}

/**
 * What came of a refresh. Known by the refresh token it was done with or by its lease: after either, nobody else's pair stands
 * there. A seal that was changed meanwhile changes the text of the one, and a lease that ran out the other.
 */
async function settle(
  db: Db,
  { installation: { team, refresh }, lease }: Refreshing,
  values: Partial<InstallationRow>,
): Promise<'done' | 'gone'> {
  const row = await db
    .updateTable('installations')
    .set((row) => ({ ...values, version: row('version', '+', 1) }))
    .where('team', '=', team)
    .where((row) => row.or([row('refresh_token', '=', refresh?.token ?? ''), row('lease', '=', lease)]))
    .returning('team')
    .executeTakeFirst()
  return row ? 'done' : 'gone'
}
