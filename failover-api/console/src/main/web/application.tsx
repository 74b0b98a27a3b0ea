// One application: where it is, whether it could move, and the buttons that move it.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { RequestsChart } from './chart';
import { MoveDialog } from './confirm';
import type { Application, Changeovers, Mode, Requests } from './contract';
import type { Desk } from './desk';
import { direction } from './fleet';
import { Moves, type Move } from './moves';
import { Box, Notice, Said, State, StateOf, Table, Takeaway, To, When } from './parts';
import { applicationPath, REQUESTS_SHAPE } from './paths';
import { ArmingBox, ReadinessBox } from './readiness';
import { RegionCard } from './region';
import { serverNow, useSource, type Source } from './store';
import { duration, t } from './words';

const REQUESTS_EVERY_MS = 5_000;
const HISTORY_EVERY_MS = 30_000;

export function ApplicationPage({ name, source, desk }: { name: string; source: Source<Application>; desk: Desk }) {
  const requests = useSource<Requests>(applicationPath(name) + '/requests', REQUESTS_EVERY_MS, REQUESTS_SHAPE);
  const history = useSource<Changeovers>(applicationPath(name) + '/changeovers', HISTORY_EVERY_MS, 'asOf:s changeovers:a');
  const [asked, setAsked] = useState<{ move: Move; mode: Mode } | null>(null);
  const app = source.held?.value;
  if (!app) {
    return <h1 tabIndex={-1}>{name} …</h1>; // being looked at: while a Region is dark that takes seconds
  }
  const now = serverNow(source);
  return (
    <Fragment>
      <h1 tabIndex={-1}>{app.application}</h1>
      <p class="headline" role="status">
        {standing(app)}
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

/** Where the application is, in the reader's language. */
function standing({ application, database }: Application): string {
  switch (database.state) {
    case 'writer-in':
      return t(database.ready ? 'standing.ready' : 'standing.not-ready', { application, region: database.region });
    case 'moving':
      return t('moving', database);
    case 'broken':
      return t('standing.broken');
    default:
      return t('standing.unreadable', { application });
  }
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
        <Table label={t('history')} columns={['column.started', 'column.changeover', 'column.state', 'column.rto', 'column.who', 'column.sentence']}>
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
