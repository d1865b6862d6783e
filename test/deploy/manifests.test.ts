import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentsOf, manifests, settings } from './files.ts'

/** Seconds that the program may take to stop (`src/ops/signals.ts`). */
const stopsWithin = 15
/** Variables that belong to Node, npm or PostgreSQL's image. */
const foreign = new Set(['NODE_ENV', 'NODE_COMPILE_CACHE'])

describe('Kubernetes', () => {
  const kinds = manifests()
  const kind = (name: string) => kinds.get(name) ?? expect.fail(`there is no ${name}`)
  const spec = kind('Deployment').at('spec')
  const pod = spec.at('template', 'spec')
  const container = pod.at('containers', 0)

  test('holds what is needed, and no namespace', () => {
    expect([...kinds.keys()].toSorted()).toEqual([
      'Deployment',
      'Ingress',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Secret',
      'Service',
    ])
    for (const document of kinds.values()) expect(document.at('metadata', 'namespace').value).toBeUndefined()
    // Applied with the folder it would put dots in place of the tokens.
    expect(existsSync('deploy/kubernetes/secret.yml')).toBe(false)
  })

  test('two replicas, of which one more comes before one goes', () => {
    expect(spec.at('replicas').value).toBe(2)
    expect(spec.at('strategy').value).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    })
    expect(kind('PodDisruptionBudget').at('spec', 'minAvailable').value).toBe(1)
  })

  test('asks for life and readiness where the program tells of them', () => {
    expect(container.at('livenessProbe', 'httpGet').value).toEqual({ path: '/healthz', port: 'http' })
    expect(container.at('startupProbe', 'httpGet').value).toEqual({ path: '/healthz', port: 'http' })
    expect(container.at('readinessProbe', 'httpGet').value).toEqual({ path: '/readyz', port: 'http' })
    const server = readFileSync('src/ops/server.ts', 'utf8')
    for (const path of [
      '/healthz',
      '/readyz',
      spec.at('template', 'metadata', 'annotations', 'prometheus.io/path').value,
    ])
      expect(server).toContain(`'GET ${String(path)}'`)
  })

  test('one port, in every file', () => {
    const port = container.at('ports').list[0]?.at('containerPort').value
    expect(port).toBe(3000)
    expect(container.at('env').list.find((one) => one.at('name').value === 'PORT')?.value).toMatchObject({
      value: String(port),
    })
    expect(spec.at('template', 'metadata', 'annotations', 'prometheus.io/port').value).toBe(String(port))
    expect(kind('Service').at('spec', 'ports').list[0]?.at('targetPort').value).toBe('http')
    expect(kind('NetworkPolicy').at('spec', 'ingress').list[0]?.at('ports').value).toEqual([{ protocol: 'TCP', port }])
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`EXPOSE ${String(port)}`)
  })

  test('leaves time to finish what was taken, after the pause in which the Service learns of it', () => {
    const pause = Number(container.at('lifecycle', 'preStop', 'sleep', 'seconds').value)
    expect(pause).toBeGreaterThanOrEqual(1)
    expect(Number(pod.at('terminationGracePeriodSeconds').value)).toBeGreaterThanOrEqual(stopsWithin + pause)
  })

  test('no root, no writing, no rights, no neighbours’ variables', () => {
    expect(pod.at('securityContext').value).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container.at('securityContext').value).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.at('automountServiceAccountToken').value).toBe(false)
    expect(pod.at('enableServiceLinks').value).toBe(false)
    expect(container.at('resources', 'limits', 'memory').value).toBeDefined()
  })

  test('the outside reaches what Slack calls, and nothing else', () => {
    const paths = kind('Ingress')
      .at('spec', 'rules')
      .list[0]?.at('http', 'paths')
      .list.map((one) => one.at('path').value)
    expect(paths).toEqual(['/slack/'])
  })

  test('every variable is a setting of the program', () => {
    const names = [
      ...container.at('env').list.map((one) => String(one.at('name').value)),
      ...Object.keys(Object(kind('Secret').at('stringData').value)),
    ]
    expect(settings).toEqual(expect.arrayContaining(names))
    expect(kind('Secret').at('metadata', 'name').value).toBe(
      container.at('envFrom').list[0]?.at('secretRef', 'name').value,
    )
  })
})

describe('compose', () => {
  const [compose] = documentsOf('deploy/compose.yml')
  if (!compose) throw new Error('an empty file')
  const [gofer, postgres] = [compose.at('services', 'gofer'), compose.at('services', 'postgres')]

  test('writes nowhere but into volumes, gains no rights, and is looked after', () => {
    for (const service of [gofer, postgres]) {
      expect(service.at('read_only').value).toBe(true)
      expect(service.at('security_opt').value).toEqual(['no-new-privileges:true'])
      expect(service.at('healthcheck', 'test').list.length).toBeGreaterThan(1)
      expect(service.at('env_file').value).toMatch(/^\w+\.env$/)
      expect(service.at('volumes').list.length).toBe(1)
    }
    expect(gofer.at('cap_drop').value).toEqual(['ALL'])
    expect(postgres.at('image').value).toBe('postgres:17')
  })

  test('shows the port to this machine only, and waits for a stop', () => {
    expect(gofer.at('ports').value).toEqual(['127.0.0.1:3000:3000'])
    expect(Number.parseInt(String(gofer.at('stop_grace_period').value), 10)).toBeGreaterThan(stopsWithin)
    expect(postgres.at('ports').value).toBeUndefined()
  })

  test('holds no secret, and every variable is a setting', () => {
    const text = readFileSync('deploy/compose.yml', 'utf8')
    expect(text).not.toMatch(/xox|xapp|password:|PASSWORD:/)
    expect(settings).toEqual(expect.arrayContaining(Object.keys(Object(gofer.at('environment').value))))
  })
})

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')

  test('is built from what the context holds', () => {
    const shown = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, paths]) => paths?.split(' ') ?? [],
    )
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((path) => !shown.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual([])
    expect(copied.filter((path) => !existsSync(path))).toEqual([])
  })

  test('does not run as root, and sets only settings', () => {
    expect(dockerfile).toMatch(/^USER node$/m)
    const names = [...dockerfile.matchAll(/([A-Z_]{3,})=/g)].map(([, name]) => name ?? '')
    expect(settings).toEqual(expect.arrayContaining(names.filter((name) => !foreign.has(name))))
  })
})
