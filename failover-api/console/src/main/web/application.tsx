// One application: where it is, whether it could move, and the buttons that move it.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { change } from './api';
import { AskDialog } from './ask';
import { lastPoint, RequestsChart } from './chart';
import { MoveDialog } from './confirm';
import type { Application, Arming, ArmingRequest, Changeovers, Mode, Readiness, Region, Requests } from './contract';
import type { Desk } from './desk';
import { DrillDialog } from './drills';
import { direction, WORLD_LIMIT_MS } from './fleet';
import { Age, Box, Button, Command, Figure, Notice, Said, State, StateOf, Table, Takeaway, To, When } from './parts';
import { refresh, serverNow, useSource, type Source } from './store';
import { duration, loss, rate, t, type Key } from './words';

// CloudWatch measures once a minute and may be a minute late; half a minute is for us.
const LAG_LIMIT_MS = 150_000;
// Readiness runs every hour; two hours mean that one was missed.
const READINESS_LIMIT_MS = 2 * 3_600_000;
const REQUESTS_EVERY_MS = 5_000;
const HISTORY_EVERY_MS = 30_000;

export const applicationPath = (name: string) => `v1/applications/${name}`;
export const APPLICATION_SHAPE = 'asOf:s application:s service:o database:o routing:o replication:o moves:a secrets:a readiness:o arming:o';
export const REQUESTS_SHAPE = 'asOf:s series:a';

type Move = Application['moves'][number];

export function ApplicationPage({ name, source, desk }: { name: string; source: Source<Application>; desk: Desk }) {
  const requests = useSource<Requests>(applicationPath(name) + '/requests', REQUESTS_EVERY_MS, REQUESTS_SHAPE);
  const history = useSource<Changeovers>(applicationPath(name) + '/changeovers', HISTORY_EVERY_MS, 'asOf:s changeovers:a');
  const [asked, setAsked] = useState<{ move: Move; mode: Mode } | null>(null);
  const app = source.held?.value;
  if (!app) {
    return <h1 tabIndex={-1}>{name}</h1>;
  }
  const now = serverNow(source);
  return (
    <Fragment>
      <h1 tabIndex={-1}>{app.application}</h1>
      <p class="headline" role="status">
        <Said>{app.sentence}</Said>
      </p>
      {app.incomplete.map((gap) => (
        <Notice key={gap.region} tone="warn" title={t('silent-since', { region: gap.region, since: gap.since })}>
          {t('incomplete')} <Said>{gap.why}</Said>
        </Notice>
      ))}
      {app.liveChangeover && (
        <Notice tone="busy" title={t('running-now')}>
          <StateOf value={app.liveChangeover.state} />{' '}
          <To hash={'changeovers/' + app.liveChangeover.id}>
            {direction(app.liveChangeover)} → {app.liveChangeover.to}
          </To>{' '}
          <Said>{app.liveChangeover.sentence}</Said>
        </Notice>
      )}
      <div class="cards">
        {[app.primary, app.secondary].map((region, index) => (
          <RegionCard key={region} app={app} region={region} index={index} now={now} requests={requests} />
        ))}
      </div>
      <Moves app={app} desk={desk} ask={(move, mode) => setAsked({ move, mode })} />
      <div class="cards">
        <Protection app={app} now={now} />
        <Box title={t('requests')}>
          {requests.held ? <RequestsChart requests={requests.held.value} now={serverNow(requests)} /> : <p>{t('unknown')}</p>}
        </Box>
      </div>
      <ReadinessBox readiness={app.readiness} now={now} desk={desk} />
      <ArmingBox arming={app.arming} name={name} now={now} desk={desk} />
      <History source={history} />
      <Takeaway cli={app.cli} status={`${app.application}: ${app.sentence}\n${location.href}`} />
      {asked && <MoveDialog app={app} move={asked.move} mode={asked.mode} onClose={() => setAsked(null)} />}
    </Fragment>
  );
}

function RegionCard({ app, region, index, now, requests }: {
  app: Application;
  region: Region;
  index: number;
  now: number;
  requests: Source<Requests>;
}) {
  const secret = app.secrets[index];
  const series = requests.held?.value.series.find((one) => one.region === region);
  const point = lastPoint(series);
  const seen = { now, limitMs: WORLD_LIMIT_MS };
  const { routing } = app;
  return (
    <Box
      title={region}
      actions={
        <span class="row">
          <small>{t(index === 0 ? 'primary' : 'secondary')}</small>
          <Standing app={app} region={region} />
        </span>
      }
    >
      <dl class="figures">
        <Database app={app} region={region} now={now} />
        {app.active !== region && <Lag app={app} now={now} />}
        <Figure label={t('routing')} at={routing.seenAt} {...seen} unreadable={'unreadable' in routing ? routing.unreadable : null}>
          {!('unreadable' in routing) && (
            <Fragment>
              <State tone={routing.on.includes(region) ? 'good' : 'idle'}>{routing.on.includes(region) ? 'On' : 'Off'}</State>
              <small>{t('read-from', { count: routing.readFrom.length })}</small>
            </Fragment>
          )}
        </Figure>
        <Figure
          label={t('requests')}
          at={point?.at ?? null}
          now={serverNow(requests)}
          limitMs={LAG_LIMIT_MS}
          source={series?.source ?? undefined}
          unreadable={series?.unreadable ?? (point ? null : '')}
        >
          {point && t('per-second', { rate: rate(point.perSecond) })}
        </Figure>
        <Figure
          label={t('secret')}
          at={secret?.seenAt ?? null}
          {...seen}
          unreadable={!secret ? '' : 'unreadable' in secret ? secret.unreadable : null}
        >
          {secret && 'names' in secret && (
            <Fragment>
              <span class="break">{secret.names}</span>
              {secret.pending && <small>{t('secret.pending', { endpoint: secret.pending })}</small>}
            </Fragment>
          )}
        </Figure>
      </dl>
    </Box>
  );
}

function Standing({ app, region }: { app: Application; region: Region }) {
  if (app.active === null) {
    return <State tone="unknown">{t('unknown')}</State>;
  }
  return <State tone={app.active === region ? 'good' : 'idle'}>{t(app.active === region ? 'active' : 'standby')}</State>;
}

function Database({ app, region, now }: { app: Application; region: Region; now: number }) {
  const { database } = app;
  const unreadable = database.state === 'unreadable' ? database.why : database.state === 'broken' ? database.found : null;
  const writer = database.state === 'writer-in' && database.region === region;
  return (
    <Figure label={t('database')} at={database.seenAt} now={now} limitMs={WORLD_LIMIT_MS} unreadable={unreadable}>
      {database.state === 'writer-in' && (
        <Fragment>
          <State tone={writer ? (database.ready ? 'good' : 'warn') : database.replica === 'CONNECTED' ? 'idle' : 'warn'}>
            {t(writer ? 'writer' : 'replica')}
          </State>
          <small>
            <Said>{writer ? database.status : database.replica}</Said>
          </small>
        </Fragment>
      )}
      {database.state === 'moving' && (
        <Fragment>
          <State tone="busy">{t('moving', { from: database.from, to: database.to })}</State>
          <small>
            <Said>{database.status}</Said>
          </small>
        </Fragment>
      )}
    </Figure>
  );
}

function Lag({ app, now }: { app: Application; now: number }) {
  const lag = app.replication;
  const readable = 'lagMs' in lag ? lag : null;
  return (
    <Figure
      label={t('lag')}
      at={readable?.measuredAt ?? null}
      now={now}
      limitMs={LAG_LIMIT_MS}
      source={readable?.source}
      unreadable={'unreadable' in lag ? lag.unreadable : null}
    >
      {readable && (
        <Fragment>
          <State tone={readable.maximumMs > readable.objectiveMs ? 'warn' : 'good'}>{loss(readable.lagMs)}</State>
          <small>{t('lag.more', { maximum: loss(readable.maximumMs), objective: duration(readable.objectiveMs) })}</small>
        </Fragment>
      )}
    </Figure>
  );
}

/** The words of a move's button: which move, where to, and what it may cost. */
export function moveLabel(move: Move, mode: Mode, app: Application): string {
  const lag = app.replication;
  const most = 'lagMs' in lag ? loss(Math.max(lag.lagMs, lag.maximumMs)) : '';
  const key = mode === 'graceful' ? `move.${move.direction}.graceful` : most ? 'move.ungraceful' : 'move.ungraceful-unknown';
  return t(key as Key, { to: move.to, loss: most });
}

function Moves({ app, desk, ask }: { app: Application; desk: Desk; ask: (move: Move, mode: Mode) => void }) {
  const [drill, setDrill] = useState(false);
  if (!desk.may('operator')) {
    return (
      <Box title={t('moves')}>
        <p>{t('moves.look-only')}</p>
      </Box>
    );
  }
  return (
    <Box title={t('moves')}>
      {app.moves.map((move) => {
        const allowed = move.allowed && desk.usable;
        const why = `why-${move.direction}`;
        return (
          <div key={move.direction} class="move">
            <div class="row">
              {(['graceful', 'ungraceful'] as const).map((mode) => (
                <Button key={mode} kind={mode === 'graceful' ? 'primary' : 'danger'} off={!allowed} why={why} onPress={() => ask(move, mode)}>
                  {moveLabel(move, mode, app)}
                </Button>
              ))}
            </div>
            {!allowed && (
              <p id={why} class="why">
                {move.allowed ? t('offline.why') : <Said>{move.refusal}</Said>}
              </p>
            )}
            {!desk.usable && (
              <Fragment>
                <Command text={move.cli.graceful} />
                <Command text={move.cli.ungraceful} />
              </Fragment>
            )}
          </div>
        );
      })}
      <div class="move">
        <Button off={!desk.usable || app.live !== null} why="why-drill" onPress={() => setDrill(true)}>
          {t('drill.start', { application: app.application })}
        </Button>
        <p id="why-drill" class="why">
          {!desk.usable ? t('offline.why') : app.live !== null ? t('drill.blocked') : t('drill.what')}
        </p>
      </div>
      {drill && <DrillDialog application={app.application} onClose={() => setDrill(false)} />}
    </Box>
  );
}

function Protection({ app, now }: { app: Application; now: number }) {
  const { protection, objectives, lastDrill, traffic, owed } = app;
  return (
    <Box title={t('protection')} actions={<StateOf value={protection.state} />}>
      <p>
        <Said>{protection.said}</Said>
      </p>
      <dl class="pairs">
        <dt>{t('objectives')}</dt>
        <dd>{t('objectives.are', { rto: duration(objectives.rtoMs), rpo: duration(objectives.rpoMs) })}</dd>
        <dt>{t('traffic')}</dt>
        <dd>
          <State tone={traffic.unreadable !== undefined ? 'unknown' : traffic.healthy ? 'good' : 'bad'}>
            {traffic.unreadable !== undefined ? t('unknown') : t(traffic.healthy ? 'healthy' : 'unhealthy')}
          </State>{' '}
          <span class="break">{traffic.name}</span> → <Said>{traffic.unreadable ?? traffic.answers?.join(', ')}</Said>{' '}
          <small>
            <Said>{traffic.health}</Said>
          </small>
        </dd>
        <dt>{t('column.last-drill')}</dt>
        <dd>
          {lastDrill ? (
            <To hash={'drills/' + lastDrill.id}>
              <StateOf value={lastDrill.state} /> <When at={lastDrill.startedAt} now={now} /> {t('there-and-back', {
                there: duration(lastDrill.rtoThereMs),
                back: duration(lastDrill.rtoBackMs),
              })}
            </To>
          ) : (
            t('none')
          )}
        </dd>
        <dt>{t('owed')}</dt>
        <dd>
          {owed.length === 0
            ? t('owed.nothing')
            : owed.map((debt) => (
                <p key={debt}>
                  <Said>{debt}</Said>
                </p>
              ))}
        </dd>
        {app.approvalNeeded && (
          <Fragment>
            <dt>{t('approval')}</dt>
            <dd>{t('approval.needed')}</dd>
          </Fragment>
        )}
      </dl>
    </Box>
  );
}

// What stands in the way comes first.
const SEVERITIES = ['blocking', 'unreadable', 'warning', 'note', 'fine'];

export function ReadinessBox({ readiness, now, desk }: { readiness: Readiness; now: number; desk?: Desk }) {
  const [busy, setBusy] = useState(false);
  const path = applicationPath(readiness.application);
  const run = async () => {
    setBusy(true);
    await change(`${path}/readiness`, {});
    setBusy(false);
    refresh(path);
  };
  const sorted = [...readiness.findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return (
    <Box
      title={t('readiness')}
      actions={
        <span class="row">
          <StateOf value={readiness.state} />
          {desk?.may('operator') && (
            <Button off={!desk.usable || busy} onPress={() => void run()}>
              {t(busy ? 'looking' : 'look-again')}
            </Button>
          )}
        </span>
      }
    >
      <p>
        <Said>{readiness.said}</Said> <Age at={readiness.ranAt} now={now} limitMs={READINESS_LIMIT_MS} />
      </p>
      {sorted.length > 0 && (
        <Table label={t('readiness')} columns={['severity', 'check', 'region', 'evidence', 'remedy', 'seen']}>
              {sorted.map((finding) => (
                <tr key={finding.check + finding.region}>
                  <td>
                    <StateOf value={finding.severity} />
                  </td>
                  <td>
                    <Said>{finding.check}</Said>
                  </td>
                  <td>{finding.region}</td>
                  <td>
                    <Said>{finding.evidence}</Said>
                  </td>
                  <td>
                    <Said>{finding.remedy}</Said>
                  </td>
                  <td>
                    <Age at={finding.seenAt} now={now} limitMs={READINESS_LIMIT_MS} />
                  </td>
                </tr>
              ))}</Table>
      )}
    </Box>
  );
}

function ArmingBox({ arming, name, now, desk }: { arming: Arming; name: string; now: number; desk: Desk }) {
  const [act, setAct] = useState<ArmingRequest['act'] | null>(null);
  const { armed, recovery, mayStart, reasons } = arming;
  const offered: Array<ArmingRequest['act']> = [
    armed.on === true ? 'disarm' : 'arm',
    ...(recovery.blockedUntil ? (['acknowledge-recovery'] as const) : []),
  ];
  const send = async (reason: string) => {
    const answer = await change<Arming>(`${applicationPath(name)}/arming`, { act, reason }, 'asOf:s armed:o');
    refresh(applicationPath(name));
    return answer;
  };
  return (
    <Box
      title={t('arming')}
      actions={
        <State tone={armed.on === null ? 'unknown' : armed.on ? 'good' : 'idle'}>
          {armed.on === null ? t('unknown') : t(armed.on ? 'arming.on' : 'arming.off')}
        </State>
      }
    >
      <p>
        {t(mayStart ? 'arming.may' : 'arming.may-not')}{' '}
        {armed.by && (
          <small>
            <Said>{`${armed.by}: ${armed.reason ?? ''}`}</Said> <When at={armed.at} now={now} />
          </small>
        )}
        <Said>{armed.unreadable}</Said>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.code}>
            <Said>{`${reason.inWords} · ${reason.found} · ${reason.whatToDo}`}</Said>
          </li>
        ))}
      </ul>
      {desk.may('operator') && (
        <div class="row">
          {offered.map((one) => (
            <Button key={one} off={!desk.usable} onPress={() => setAct(one)}>
              {t(`arming.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {act && (
        <AskDialog
          title={`${t(`arming.${act}`)}: ${name}`}
          consequence={t(`arming.${act}.means`)}
          button={t(`arming.${act}`)}
          send={send}
          onClose={() => setAct(null)}
        />
      )}
    </Box>
  );
}

function History({ source }: { source: Source<Changeovers> }) {
  const history = source.held?.value;
  const now = serverNow(source);
  return (
    <Box title={t('history')}>
      {!history ? (
        <p>{t('unknown')}</p>
      ) : history.changeovers.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <Table label={t('history')} columns={['started', 'changeover', 'state', 'rto', 'who', 'sentence']}>
              {history.changeovers.map((line) => (
                <tr key={line.id}>
                  <td>
                    <When at={line.startedAt} now={now} />
                  </td>
                  <td>
                    <To hash={'changeovers/' + line.id}>
                      {direction(line)} → {line.to}
                    </To>
                  </td>
                  <td>
                    <StateOf value={line.state} />
                  </td>
                  <td>{line.endedAt ? duration(line.rtoMs) : '—'}</td>
                  <td>
                    <bdi>{line.by}</bdi>
                  </td>
                  <td>
                    <Said>{line.sentence}</Said>
                  </td>
                </tr>
              ))}</Table>
      )}
    </Box>
  );
}
