// Written from failover-api/http/openapi.yaml by ContractTypes. Do not edit: run ContractTypesTest with
// -Dcontract.write=true after the contract has changed.
export type ApplicationName = string;
export type Id = string;
export type Region = string;
export type Time = string;
export type OptionalTime = string | null;
export type OptionalMs = number | null;
export type Direction = 'failover' | 'failback';
export type Mode = 'graceful' | 'ungraceful';
export type Reason = string;
export type StepName = 'Preflight' | 'Approve' | 'StageSecret' | 'SwitchDatabase' | 'VerifyWritable' | 'RewriteSecret' | 'ShiftTraffic' | 'VerifyTraffic' | 'Report';
export type VerbName = 'approve' | 'pause' | 'resume' | 'retry' | 'skip' | 'cancel' | 'escalate' | 'acknowledge';
export type FindingCode = 'ALREADY_ACTIVE' | 'HALF_MOVED' | 'WRITER_ELSEWHERE' | 'DATABASE_UNREADABLE' | 'SOURCE_REGION_SILENT' | 'DATABASE_BUSY' | 'REPLICA_NOT_ATTACHED' | 'TARGET_SECRET_UNREADABLE' | 'ROUTING_UNREADABLE' | 'ROUTING_QUORUM_LOST' | 'LOSS_UNKNOWN' | 'LOSS_ABOVE_ACCEPTED' | 'LAG_ABOVE_OBJECTIVE' | 'LAG_UNREADABLE' | 'ROUTING_DRIFTED' | 'SECRET_DRIFTED' | 'SOURCE_SECRET_UNREADABLE' | 'GRACEFUL_POSSIBLE';
export type Role = 'viewer' | 'operator' | 'approver' | 'auditor';
export type Nothing = Record<string, never>;
export type PreviewRequest = {
  direction: Direction;
  mode: Mode;
  acceptedLossMs?: AcceptedLossMs;
  acknowledged?: Acknowledged;
  overriddenRules?: OverriddenRules;
};
export type AcceptedLossMs = number;
export type Acknowledged = Array<FindingCode>;
export type OverriddenRules = Array<string>;
export type StartRequest = {
  direction: Direction;
  mode: Mode;
  reason: Reason;
  acceptedLossMs?: AcceptedLossMs;
  acknowledged?: Acknowledged;
  overriddenRules?: OverriddenRules;
  previewVersion: string;
  confirm: string;
};
export type VerbRequest = {
  reason: Reason;
};
export type StepVerbRequest = {
  reason: Reason;
  step: StepName;
};
export type EscalateRequest = {
  reason: Reason;
  acceptedLossMs?: number;
  anyLoss?: true;
};
export type AcknowledgeRequest = {
  reason: Reason;
  findings: Array<FindingCode>;
};
export type DrillRequest = {
  reason: Reason;
  soakMs?: number;
  confirm: string;
};
export type ArmingRequest = {
  act: 'arm' | 'disarm' | 'acknowledge-recovery';
  reason: Reason;
};
export type StopRequest = {
  stopped: boolean;
  reason: Reason;
};
export type TwinOutageRequest = {
  region: Region;
  dark: boolean;
  reason: Reason;
};
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  whatToDo: string;
  key?: string;
  running?: Link;
  state?: Link;
  difference?: Array<Difference>;
  previewVersion?: string;
  findings?: Array<Finding>;
  reasons?: Array<GuardReason>;
  needs?: Array<Role>;
  allowed?: Array<string>;
};
export type ProblemCode = 'body-missing' | 'malformed-json' | 'unknown-key' | 'key-missing' | 'wrong-type' | 'bad-value' | 'unknown-parameter' | 'bad-parameter' | 'bad-header' | 'token-missing' | 'token-malformed' | 'token-forged' | 'token-expired' | 'token-not-for-us' | 'role-missing' | 'second-person-needed' | 'no-such-route' | 'no-such-application' | 'no-such-changeover' | 'no-such-drill' | 'no-such-report' | 'method-not-allowed' | 'no-stream-here' | 'not-acceptable' | 'changeover-running' | 'stale-preview' | 'findings-block' | 'guards-refuse' | 'verb-refused' | 'body-too-large' | 'address-too-long' | 'not-json' | 'confirm-wrong' | 'key-reused' | 'too-many-streams' | 'not-here-yet' | 'journal-unavailable' | 'journal-denied' | 'journal-damaged' | 'world-unreadable' | 'sign-in-unavailable' | 'bug';
export type Link = {
  id: Id;
  href: string;
};
export type Difference = {
  what: 'active' | 'live' | 'findings' | 'loss' | 'plan';
  before: string | null;
  now: string;
};
export type GuardReason = {
  code: string;
  inWords: string;
  found: string;
  whatToDo: string;
};
export type Service = {
  region: Region;
  world: 'twin' | 'aws';
  version: string;
};
export type Health = {
  asOf: Time;
  state: 'working' | 'impaired';
  service: Service;
  checks: Array<{
    name: 'journal' | 'plans' | 'sign-in';
    works: boolean;
    said: string;
  }>;
};
export type SignIn = {
  asOf: Time;
  providers: Array<{
    name: string;
    region: string | null;
    issuer: string;
    clientId: string;
    authorizationEndpoint: string;
    tokenEndpoint: string;
    scope: string;
  }>;
};
export type Me = {
  asOf: Time;
  who: string;
  roles: Array<Role>;
  expiresAt: Time;
  service: Service;
};
export type Incomplete = Array<{
  region: Region;
  since: Time;
  why: string;
}>;
export type Applications = {
  asOf: Time;
  service: Service;
  applications: Array<ApplicationLine>;
  faults: Array<string>;
};
export type ApplicationLine = {
  application: ApplicationName;
  href: string;
  primary: Region;
  secondary: Region;
  world: 'twin' | 'aws';
  active: string | null;
  healthy: boolean | null;
  seenAt: OptionalTime;
  live: ChangeoverLine | null;
  latest: ChangeoverLine | null;
  ready: 'ready' | 'not-ready' | 'unknown';
  lastDrill: DrillLine | null;
  sentence: string;
  incomplete: Incomplete;
};
export type Application = {
  asOf: Time;
  service: Service;
  application: ApplicationName;
  primary: Region;
  secondary: Region;
  world: 'twin' | 'aws';
  active: string | null;
  live: string | null;
  latest: string | null;
  seenAt: Time;
  database: Database;
  secrets: Array<Secret>;
  routing: Routing;
  replication: Lag;
  traffic: Traffic;
  owed: Array<string>;
  objectives: {
    rtoMs: number;
    rpoMs: number;
  };
  approvalNeeded: boolean;
  sentence: string;
  protection: {
    state: 'protected' | 'unprotected' | 'unknown';
    said: string;
  };
  moves: Array<{
    direction: Direction;
    to: Region;
    confirm: string;
    allowed: boolean;
    refusal: string | null;
    cli: {
      graceful: string;
      ungraceful: string;
    };
  }>;
  liveChangeover: ChangeoverLine | null;
  latestChangeover: ChangeoverLine | null;
  lastDrill: DrillLine | null;
  readiness: Readiness;
  arming: Arming;
  incomplete: Incomplete;
  cli: Commands;
};
export type Commands = Record<string, string>;
export type Database = {
  state: 'writer-in';
  region: Region;
  ready: boolean;
  status: string;
  replica: 'CONNECTED' | 'PENDING_RESYNC' | 'UNKNOWN';
  seenAt: Time;
} | {
  state: 'moving';
  from: Region;
  to: Region;
  status: string;
  seenAt: Time;
} | {
  state: 'broken';
  found: string;
  seenAt: Time;
} | {
  state: 'unreadable';
  why: string;
  seenAt: Time;
};
export type Secret = {
  region: Region;
  names: string;
  pending: string | null;
  replica: boolean;
  seenAt: Time;
} | {
  region: Region;
  unreadable: string;
  seenAt: Time;
};
export type Routing = {
  on: Array<Region>;
  readFrom: Array<Region>;
  seenAt: Time;
} | {
  unreadable: string;
  seenAt: Time;
};
export type Lag = {
  lagMs: number;
  maximumMs: number;
  objectiveMs: number;
  measuredAt: Time;
  source: string;
} | {
  unreadable: string;
  objectiveMs: number;
};
export type Traffic = {
  name: string;
  answers?: Array<string>;
  unreadable?: string;
  healthy: boolean;
  health: string;
};
export type Readiness = {
  asOf: Time;
  application: ApplicationName;
  state: 'ready' | 'not-ready' | 'unknown';
  said: string;
  ranAt: OptionalTime;
  findings: Array<{
    check: string;
    severity: 'blocking' | 'warning' | 'note' | 'fine' | 'unreadable';
    region: string | null;
    evidence: string;
    remedy: string;
    seenAt: Time;
  }>;
};
export type Requests = {
  asOf: Time;
  application: ApplicationName;
  series: Array<{
    region: Region;
    source: string | null;
    unreadable: string | null;
    points: Array<{
      at: Time;
      perSecond: number;
    }>;
  }>;
};
export type Finding = {
  code: FindingCode;
  blocking: boolean;
  acknowledgeable: boolean;
  evidence: string;
  remedy: string;
};
export type Preview = {
  asOf: Time;
  version: string;
  application: ApplicationName;
  direction: Direction;
  mode: Mode;
  from: Region;
  to: Region;
  active: string | null;
  database: string;
  acceptedLossMs: OptionalMs;
  live: string | null;
  confirm: string;
  mayStart: boolean;
  loss: Lag;
  touches: {
    globalCluster: {
      id: string;
      writerNow: string | null;
      writerAfter: string;
    };
    secrets: Array<Touched>;
    routingControls: Array<Touched>;
  };
  findings: Array<Finding>;
  refusals: Array<string>;
  expected: {
    lastDrillMs: OptionalMs;
    p50Ms: OptionalMs;
    p90Ms: OptionalMs;
    samples: number;
    source: string;
  };
  objectives: {
    rtoMs: number;
    rpoMs: number;
  };
  approvalNeeded: boolean;
  readiness: Readiness;
  otherLive: Array<ChangeoverLine>;
  button: string;
  sentence: string;
  cli: Commands;
};
export type Touched = {
  region: Region;
  arn: string;
  now: string | null;
  after: string;
};
export type ChangeoverLine = {
  id: Id;
  href: string;
  application: ApplicationName;
  direction: Direction;
  mode: Mode;
  from: Region;
  to: Region;
  state: ChangeoverPhase;
  startedAt: Time;
  endedAt: OptionalTime;
  rtoMs: OptionalMs;
  rtoObjectiveMs: number;
  by: string;
  sentence: string;
};
export type ChangeoverPhase = 'running' | 'paused' | 'halted' | 'cancelling' | 'completed' | 'completed-with-exceptions' | 'cancelled';
export type Changeovers = {
  asOf: Time;
  application: ApplicationName;
  changeovers: Array<ChangeoverLine>;
  next: string | null;
};
export type Changeover = {
  asOf: Time;
  service: Service;
  id: Id;
  href: string;
  application: ApplicationName;
  world: 'twin' | 'aws';
  drill: string | null;
  direction: Direction;
  mode: Mode;
  from: Region;
  to: Region;
  state: ChangeoverPhase;
  startedAt: Time;
  endedAt: OptionalTime;
  rtoMs: OptionalMs;
  rtoObjectiveMs: number;
  acceptedLossMs: OptionalMs;
  by: string;
  reason: string;
  steps: Array<Step>;
  findings: Array<Finding>;
  acknowledged: Array<string>;
  debts: Array<{
    kind: 'SecretOwed' | 'ReplicaOwed';
    region: Region;
    inWords: string;
    since: Time;
    paidAt: OptionalTime;
  }>;
  verbs: Array<{
    verb: string;
    by: string;
    reason: string;
  }>;
  events: number;
  sentence: string;
  rto: {
    elapsedMs: number;
    objectiveMs: number;
    measuredMs: OptionalMs;
    forecastMs: OptionalMs;
    running: boolean;
  };
  halt: null | {
    step: StepName;
    because: string;
    whatHappened: string;
    whatItMeans: string;
    whatToDo: string;
    commands: Array<string>;
  };
  driver: {
    name: string | null;
    driving: boolean | null;
    warning: string | null;
  };
  approval: {
    needed: boolean;
    by: string | null;
  };
  actions: Array<{
    verb: VerbName;
    allowed: boolean;
    refusal: string | null;
    takes: Array<'reason' | 'step' | 'acceptedLossMs' | 'anyLoss' | 'findings'>;
    consequence: string;
    cli: string;
  }>;
  watching: Array<{
    who: string;
    since: Time;
    lastSeenAt: Time;
  }>;
  cli: Commands;
  statusText: string;
};
export type Step = {
  name: StepName;
  state: 'pending' | 'running' | 'waiting' | 'halted' | 'satisfied' | 'skipped';
  startedAt: OptionalTime;
  ms: OptionalMs;
  asks: number;
  waitsFor: string | null;
  haltedBecause: string | null;
  said: string;
  elapsedMs: OptionalMs;
  deadlineMs: number;
  lastMs: OptionalMs;
  does: string;
  awaits: string | null;
  raw: string | null;
  pointOfNoReturn: boolean;
};
export type Event = {
  number: number;
  id: Id;
  event: string;
  at: Time;
  step: string | null;
  text: string;
};
export type Events = {
  asOf: Time;
  id: Id;
  since: number;
  next: number;
  ended: boolean;
  events: Array<Event>;
};
export type DrillLine = {
  id: Id;
  href: string;
  application: ApplicationName;
  state: 'running' | 'passed' | 'failed';
  startedAt: Time;
  endedAt: OptionalTime;
  by: string;
  rtoThereMs: OptionalMs;
  rtoBackMs: OptionalMs;
  timeToFailureMs: OptionalMs;
  sentence: string;
};
export type Drills = {
  asOf: Time;
  application: ApplicationName;
  drills: Array<DrillLine>;
};
export type Drill = {
  asOf: Time;
  id: Id;
  href: string;
  application: ApplicationName;
  state: 'running' | 'passed' | 'failed';
  startedAt: Time;
  endedAt: OptionalTime;
  by: string;
  reason: string;
  rtoThereMs: OptionalMs;
  rtoBackMs: OptionalMs;
  timeToFailureMs: OptionalMs;
  sentence: string;
  phase: 'precheck' | 'there' | 'soak' | 'back' | 'over';
  soakMs: number;
  there: Link | null;
  back: Link | null;
  verdicts: Array<{
    name: string;
    passed: boolean | null;
    said: string;
  }>;
  reports: Array<string>;
  cli: Commands;
};
export type Switch = {
  on: boolean | null;
  by: string | null;
  at: OptionalTime;
  reason: string | null;
  unreadable: string | null;
};
export type Arming = {
  asOf: Time;
  application: ApplicationName;
  armed: Switch;
  stop: Switch;
  recovery: {
    blockedUntil: OptionalTime;
    after: string | null;
    acknowledgedBy: string | null;
    acknowledgedAt: OptionalTime;
  };
  mayStart: boolean;
  reasons: Array<GuardReason>;
  refusals: Array<{
    at: Time;
    what: string;
    reasons: Array<GuardReason>;
  }>;
};
export type Stop = {
  asOf: Time;
  stop: Switch;
};
export type Audit = {
  asOf: Time;
  entries: Array<{
    at: Time;
    who: string;
    from: string | null;
    act: string;
    application: string | null;
    changeover: string | null;
    reason: string;
    before: string | null;
    after: string | null;
    outcome: string;
    region: string | null;
  }>;
};
export type TwinOutages = {
  asOf: Time;
  regions: Array<{
    region: Region;
    dark: boolean;
  }>;
  others: Array<string>;
};
