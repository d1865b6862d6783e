import { stem } from '#knowledge/search/words.ts'

/**
 * Words that people use for one another when they ask about work with software. Unlike a synonym of the knowledge folder, which takes the
 * place of what was typed, these stand beside it and count for less: one word may belong to several lines.
 * Lines are lists of single words; the first need not be the most usual.
 */
const groups = `
  stop cancel abort abandon quit halt kill terminate interrupt bail
  shutdown stop drain
  fail failure error fault broken break outage crash
  error exception err
  fast quick speedy rapid performance speed quicker throughput
  slow sluggish latency lag
  latency p99 delay response
  cheap cost expensive price budget bill money spend saving afford costly
  hire recruit staff recruiting candidate employ headhunt
  candidate applicant interviewee
  interview interviewer screening
  developer engineer programmer coder dev
  company vendor firm organisation enterprise shop business startup corporation outfit employer
  bank banking lender
  begin start starting beginner onboarding first newbie noob novice
  learn study teach train training course tutorial ramp upskill pick
  beginner newbie noob novice junior fresher student
  plan roadmap schedule path curriculum syllabus journey
  month weeks mths mos
  memory ram heap footprint
  small tiny little lightweight slim minimal compact lean
  big large huge massive giant heavy
  simultaneous concurrent parallel concurrency once simultaneously parallelism
  limit bound cap restrict throttle maximum ceiling quota
  purpose reason why benefit
  dead abandoned unmaintained dormant discontinued archived stale ded inactive deprecated
  maintained active alive supported healthy
  replace swap substitute alternative successor replacement instead
  choose pick select decide choice decision option
  advantage benefit strength pro upside plus strong
  disadvantage drawback downside weakness con tradeoff bad suck hate annoying criticism complaint
  problem issue trouble pain difficulty
  mistake pitfall gotcha trap footgun blunder wrong
  rewrite port migrate migration move switch convert rebuild ditch rewritten moved nuke replatform
  use adopt run rely employ using adoption
  popular popularity adoption usage widespread spread
  survey poll study questionnaire
  measure metric number figure benchmark measurement statistic
  neutral independent objective unbiased impartial
  salary pay wage compensation
  secure security safe vulnerability hardening
  vulnerability cve vuln exploit
  test testing tests verify check unit
  mock stub fake double
  deploy deployment ship release rollout delivery
  production prod live operations
  operations ops sre operate oncall
  container image pod
  image size footprint
  cluster orchestration
  cloud infrastructure infra
  infrastructure infra platform
  serverless lambda function functions faas
  config configuration setting settings env environment
  environment env
  log logging logs logger
  trace tracing telemetry otel
  observability monitoring telemetry instrumentation
  metrics prometheus prom monitoring
  queue broker messaging stream topic kafka
  cache caching redis
  database sql postgres storage persistence store
  query sql statement
  migration migrations schema
  driver client library connector
  library package module dependency lib
  dependency dependencies deps package module
  framework toolkit library
  router routing mux route
  web http website rest
  api endpoint rest service
  service microservice microservices backend
  backend server serverside
  frontend ui browser client react page pages
  terminal console cli shell tui commandline
  desktop gui window
  mobile ios android app
  game gaming games multiplayer
  payment payments checkout card fintech
  trading exchange hft
  shop ecommerce marketplace retail store
  movie film video streaming media
  music audio song
  hospital healthcare medical health genomics
  government public sector ministry agency
  school university education learning
  travel booking hotel airline trip
  car vehicle ride mobility taxi fleet
  advertising ads adtech bidding
  device embedded iot firmware sensor
  microcontroller embedded firmware bare
  machine ml model training inference
  ai ml llm model
  data analytics pipeline science
  statistics numeric math scientific
  json serialization encoding marshal marshalling parse parsing
  xml parse
  null nil none optional
  enum enums sum union
  generic generics template templates type
  interface interfaces contract abstraction
  inheritance oop class classes object
  channel channels pipe
  mutex lock locks locking
  thread threads coroutine
  race races racy racing
  deadlock deadlocked stuck hang hangs freeze
  leak leaks leaking leaked
  timeout deadline timeouts expire
  retry retries backoff reattempt
  breaker circuit fallback resilience
  resilience robust reliability fault
  worker pool job jobs workers
  batch job jobs bulk nightly
  background async asynchronous job
  cron scheduled scheduler job periodic
  context cancellation deadline propagation
  disconnect gone closed abandon
  pattern idiom practice approach
  layout structure folders organise directory
  inject injection di wiring
  singleton global
  option options functional config
  build compile compiler compilation
  compile compiler build
  binary executable artifact
  static standalone single selfcontained
  cross platform windows arm
  windows mac linux platform
  garbage gc collector collection
  pause pauses stall hiccup
  profile profiling flamegraph
  optimise optimize tune tuning faster
  cpu core cores processor
  format formatting style fmt
  lint linter linters linting static
  version release upgrade newest latest
  new newest latest current recent
  old legacy outdated
  upgrade update migrate bump
  compatible compatibility backward breaking
  history origin invented created born
  creator founder invented designer author
  license licence licensing
  open opensource oss
  risk danger risky hazard
  boss manager management cto executive director ceo leadership
  convince persuade sell pitch argue justify
  business commercial roi value
  team squad group crew
  mixed polyglot several
  pilot trial experiment prototype poc proof
  prototype prototyping mvp spike
  success succeed criteria
  compare comparison versus difference
  table matrix chart grid
  chart graph series plot
  weight weights weighting importance
  question ask asking questions
  answer reply response
  assignment homework exercise takehome task project
  project idea task
  exercise kata practise practice
  book books resource reading tutorial docs documentation
  documentation docs manual
  checklist list
  senior experienced expert
  experience years background
  easy simple straightforward trivial easier
  hard difficult tough tricky complicated harder scarce
  find search look
  scarce shortage rare
  available availability supply market
  happy satisfied satisfaction love like enjoy
  developers users people
  write writing written code
  read reading readability readable
  verbose boilerplate verbosity repetitive spam noise
  upload download file transfer
  file files filesystem disk
  email mail smtp
  auth authentication login oauth signin identity sso
  authorization permission permissions rbac access
  token jwt session
  encrypt encryption crypto cryptography tls
  blockchain crypto ledger web3 coin
  connection connections socket sockets
  websocket websockets socket realtime
  realtime live instant push
  notification notifications push alert
  chat messaging message
  graphql gql schema
  grpc rpc protobuf
  proxy gateway ingress loadbalancer
  gateway proxy edge
  scale scaling scalable load
  load traffic requests stress
  request requests traffic call
  reduce cut shrink save lower
  improve better gain improvement
  result outcome effect results
  story experience case study
  report reports reporting forms
  forms form pages crud admin
  overkill exaggerated unnecessary
  avoid refuse against not
  situation circumstances scenario case
  explain meaning definition describe
  prevent avoid protect guard
  handle treat deal manage
  validate validation validator
  wrap wrapping
  clean cleanup close release
  observe watch inspect
  distributed consensus raft replication
  lock locking distributed
  transaction transactions commit rollback
  pool pooling connections
  orm mapper
  rollback undo revert
  schedule timetable
  website page site
  image picture photo
  search lookup index
  pdf document
  enterprise corporate
  vote ballot poll
  weigh weights balance
  panic crash recover
  recover recovery panic
  recompile rebuild compile build
  logistics courier freight truck transport delivery shipping mobility
  restaurant food meal grocery ecommerce
  insurer insurance finance fintech bank
  financial finance fintech bank money
  loan lending credit bank
  wallet payment crypto
  billing invoice payment subscription
  numeric crunch calculation math
  calculation compute math numeric
  gadget device iot embedded sensor
  robot robotics embedded iot
  hospital patient clinic doctor
  newspaper press publisher media
  radio podcast audio streaming
  telecom telco carrier network
  betting gambling casino gaming
  vpn tunnel network
  firewall security network
  attack hacker hack vulnerability security
  applicant jobseeker candidate
  freelancer contractor consultant
  outsource outsourcing agency consultancy contractor
  bootcamp course learn
  rookie beginner junior
  veteran seasoned senior experienced
  puzzle leetcode algorithm whiteboard
  limitation drawback weakness tradeoff
  shortcoming flaw drawback weakness tradeoff
  hype fashion popularity trend
  trend growth popularity
  ranking rank position tiobe
  percentage proportion share percent
  evidence proof source reference
  payback roi saving
  hardware server machine
  debug debugger debugging breakpoint delve
  bottleneck hotspot profile slow
  dump heap profile
  stampede thundering singleflight dedupe cache
  duplicate dedupe deduplicate singleflight idempotent
  hammer flood overload rate limit
  overload overloaded backpressure load
  burst spike unbounded load
  cascade circuit breaker downstream
  flaky unreliable intermittent sporadic
  scatter gather fan
  stage step pipeline
  decorator middleware wrap
  filter hook middleware interceptor
  constructor builder factory functional option
  parameter option
  initialise initialize init once
  lazy lazily once
  bundle asset embed
  probe liveness readiness health
  heartbeat alive liveness
  alert alerting metrics monitoring
  dashboard metrics grafana
  correlation span trace tracing
  sanitise sanitize sane validate
  payload body request
  proto protobuf
  swagger openapi spec
  https tls certificate cert
  password hash hashing bcrypt crypto
  cookie session
  injection escape parameterised
  atomic atomically transaction rollback
  isolation transaction
  nullable null
  fixture testdata golden
  snapshot golden
  throwaway ephemeral temporary testcontainers
  clock time
  assert assertion testify
  parametrised parameterized table subtest
  stopwatch benchmark
  patched supported support release
  eol lts support release
  guarantee promise compatibility stability
  stability stable compatibility
  boot startup cold start
  crawler crawl scraper spider scraping
  transcode video media
  saas cloud platform
  lookup query search
`

const most = 8
const related: ReadonlyMap<string, readonly string[]> = byStem()

/** Stems that stand for about the same as a stem does, at most eight. */
export function relatedTo(stemmed: string): readonly string[] {
  return related.get(stemmed) ?? none
}

const none: readonly string[] = []

function byStem(): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const line of groups.trim().split('\n')) {
    const stems = [...new Set(line.trim().split(/\s+/).map(stem))]
    for (const one of stems) {
      const others = map.get(one) ?? []
      for (const other of stems)
        if (other !== one && !others.includes(other) && others.length < most) others.push(other)
      map.set(one, others)
    }
  }
  return map
}
