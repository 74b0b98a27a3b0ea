// A changeover as it happens: what is done, what is awaited, who must act.
import { Fragment, h } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { APPLICATION_SHAPE, applicationPath, REQUESTS_SHAPE } from './paths';
import { RecoveryTime, RequestsChart } from './chart';
import type { Application, Changeover, Event, Requests, Step } from './contract';
import type { Desk } from './desk';
import { direction } from './fleet';
import { Box, Button, Command, Notice, Said, State, StateOf, Table, Takeaway, To, When } from './parts';
import { refresh, serverNow, useSource, type Source } from './store';
import { EVENTS_MAX, useEvents, type Told } from './stream';
import { Verbs } from './verbs';
import { duration, language, t, word } from './words';

const REQUESTS_EVERY_MS = 3_000;
const APPLICATION_EVERY_MS = 10_000;
const EVENTS_SHOWN = 60;

export const changeoverPath = (id: string) => `v1/changeovers/${id}`;
export const CHANGEOVER_SHAPE =
  'asOf:s service:o id:s application:s state:s steps:a findings:a debts:a verbs:a events:n rto:o driver:o approval:o actions:a watching:a';

const OVER = ['completed', 'completed-with-exceptions', 'cancelled'];

export function ChangeoverPage({ id, source, desk }: { id: string; source: Source<Changeover>; desk: Desk }) {
  const told = useEvents(id);
  const live = source.held?.value;
  const application = live ? applicationPath(live.application) : null;
  const requests = useSource<Requests>(application && application + '/requests', REQUESTS_EVERY_MS, REQUESTS_SHAPE);
  const app = useSource<Application>(application, APPLICATION_EVERY_MS, APPLICATION_SHAPE);
  // Whether it is protected and may go back is another question once the changeover has ended.
  useEffect(() => (application ? refresh(application) : undefined), [live?.state]);
  if (!live) {
    return <h1 tabIndex={-1}>{id}</h1>;
  }
  const now = serverNow(source);
  // A clock that goes on by itself would be a guess while nobody answers.
  const since = source.failure ? 0 : now - Date.parse(live.asOf);
  const over = OVER.includes(live.state);
  return (
    <Fragment>
      <h1 tabIndex={-1}>
        <To hash={'applications/' + live.application}>{live.application}</To> {live.from} → {live.to}
      </h1>
      <p class="row">
        <StateOf value={live.state} /> <span>{direction(live)}</span>
        {live.acceptedLossMs !== null && <span>{t('accepted-loss', { loss: duration(live.acceptedLossMs) })}</span>}
        <span>
          {t('started-by')} <bdi>{live.by}</bdi> <When at={live.startedAt} now={now} />: <Said>{live.reason}</Said>
        </span>
      </p>
      <p class="headline" role="status">
        {headline(live)}
      </p>
      <Verbs live={live} desk={desk} />
      <RecoveryTime rto={live.rto} elapsedMs={live.rto.elapsedMs + (live.rto.running ? since : 0)} />
      <Warnings live={live} />
      <Steps live={live} since={since} told={told} now={now} />
      <div class="cards">
        <Box title={t('requests')}>
          {requests.held ? <RequestsChart requests={requests.held.value} now={serverNow(requests)} /> : <p>{t('unknown')}</p>}
        </Box>
        <People live={live} now={now} />
      </div>
      {(over || live.debts.length > 0) && <Afterwards live={live} app={app.held?.value} now={now} />}
      <EventLog told={told} total={live.events} now={now} />
      <Takeaway cli={live.cli} status={`${live.statusText}\n${location.href}`} />
    </Fragment>
  );
}

/** What happens, what it waits for, who must act, and which button releases it. */
function headline(live: Changeover): string {
  const { state } = live;
  const current = live.steps.find((step) => !['satisfied', 'skipped'].includes(step.state));
  const step = current?.name ?? '—';
  if (state === 'running') {
    const code = current?.waitsFor;
    return code === 'APPROVAL_NEEDED'
      ? t('headline.approval', { who: live.by })
      : t(code ? 'headline.waiting' : 'headline.running', { step, why: word('wait', code ?? '') });
  }
  if (state === 'halted') {
    const verb = step === 'Preflight' ? 'acknowledge' : 'retry';
    return t('headline.halted', { step, verb: word('verb', verb) });
  }
  if (state === 'paused' || state === 'cancelling') {
    return t(state === 'paused' ? 'headline.paused' : 'headline.cancelling', { step });
  }
  return word('state', state) + (live.debts.some((debt) => !debt.paidAt) ? ` · ${t('owed')}` : '');
}

function Warnings({ live }: { live: Changeover }) {
  const { halt, driver } = live;
  return (
    <Fragment>
      {halt && (
        <Notice tone="bad" title={t('halted-at', { step: halt.step })}>
          <dl class="pairs">
            <dt>{t('halt.happened')}</dt>
            <dd>
              <Said>{halt.whatHappened}</Said>
            </dd>
            <dt>{t('halt.means')}</dt>
            <dd>
              <Said>{halt.whatItMeans}</Said>
            </dd>
            <dt>{t('column.remedy')}</dt>
            <dd>
              <Said>{halt.whatToDo}</Said>
              {halt.commands.map((command) => (
                <Command key={command} text={command} />
              ))}
            </dd>
          </dl>
        </Notice>
      )}
      {driver.warning && (
        <Notice tone="warn" title={t('driver')}>
          <Said>{driver.warning}</Said>
        </Notice>
      )}
      {live.findings.length > 0 && (
        <details class="box inside" open={live.findings.some((finding) => finding.blocking)}>
          <summary>{t('findings')}</summary>
          {live.findings.map((finding) => (
            <p key={finding.code}>
              <StateOf value={finding.blocking ? 'blocking' : 'note'} /> <code>{finding.code}</code>{' '}
              <Said>{`${finding.evidence} · ${finding.remedy}`}</Said>
              {live.acknowledged.includes(finding.code) && ` · ${t('acknowledged')}`}
            </p>
          ))}
        </details>
      )}
    </Fragment>
  );
}

const STEP_COLUMNS = [
  'column.step', 'column.state', 'column.asked', 'column.elapsed', 'column.last-time', 'column.deadline', 'column.waits-for',
] as const;

function Steps({ live, since, told, now }: { live: Changeover; since: number; told: Told; now: number }) {
  return (
    <Box title={t('steps')}>
      <Table label={t('steps')} columns={STEP_COLUMNS} wide>
            {live.steps.map((step) => (
              <StepRow key={step.name} step={step} since={since} told={told} now={now} />
            ))}</Table>
    </Box>
  );
}

function StepRow({ step, since, told, now }: { step: Step; since: number; told: Told; now: number }) {
  const [open, setOpen] = useState(false);
  const under = step.state === 'running' || step.state === 'waiting';
  const elapsed = step.ms ?? (step.elapsedMs === null ? null : step.elapsedMs + (under ? since : 0));
  const waits = step.waitsFor ? word('wait', step.waitsFor) : step.haltedBecause;
  return (
    <Fragment>
      {step.pointOfNoReturn && (
        <tr class="no-return">
          <td colSpan={7}>
            <State tone="warn">{t('no-return', { step: step.name })}</State>
          </td>
        </tr>
      )}
      <tr aria-current={under || step.state === 'halted' ? 'step' : undefined}>
        <th scope="row">
          {step.name}
          <small>
            <Said>{step.does}</Said>
          </small>
        </th>
        <td>
          <StateOf value={step.state} />
        </td>
        <td>{step.asks === 0 ? '—' : t('asked', { count: step.asks })}</td>
        <td class="number">{step.state === 'pending' || step.state === 'skipped' ? '—' : duration(elapsed)}</td>
        <td class="number">{step.lastMs === null ? '—' : duration(step.lastMs)}</td>
        <td class="number">{duration(step.deadlineMs)}</td>
        <td>
          {waits && <p>{waits}</p>}
          {step.raw && (
            <p>
              AWS: <code lang="en">{step.raw}</code>
            </p>
          )}
          {step.said && step.said !== step.raw && (
            <p>
              <Said>{step.said}</Said>
            </p>
          )}
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary aria-label={t('events.of', { step: step.name })}>{t('events')}</summary>
            {open && <EventRows events={told.events.filter((event) => event.step === step.name).slice(-EVENTS_SHOWN)} day={dayOf(now)} />}
          </details>
        </td>
      </tr>
    </Fragment>
  );
}

const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10);

function EventRows({ events, day }: { events: Event[]; day: string }) {
  // Drawn anew only for new events, a new day or another language: a storm brings four lists a second.
  return useMemo(
    () => (
      <ol class="events" reversed tabIndex={0} aria-label={t('events')}>
        {[...events].reverse().map((event) => (
          <li key={event.number} value={event.number}>
            <When at={event.at} now={Date.parse(day)} /> <b>{event.event}</b> {event.step} <Said>{event.text}</Said>
          </li>
        ))}
      </ol>
    ),
    [events, day, language],
  );
}

function EventLog({ told, total, now }: { told: Told; total: number; now: number }) {
  const [all, setAll] = useState(false);
  const first = useMemo(() => (all ? told.events : told.events.slice(-EVENTS_SHOWN)), [all, told.events]);
  return (
    <Box
      title={t('events')}
      actions={
        <span class="row">
          <State tone={told.live ? 'good' : 'idle'}>{t(told.live ? 'events.live' : 'events.polled')}</State>
          <small>{t('events.count', { shown: first.length, total: Math.max(total, told.next) })}</small>
          {told.events.length > EVENTS_SHOWN && (
            <Button kind="plain" onPress={() => setAll(!all)}>
              {all ? t('events.fewer') : t('events.more', { count: Math.min(EVENTS_MAX, told.events.length) })}
            </Button>
          )}
        </span>
      }
    >
      <EventRows events={first} day={dayOf(now)} />
    </Box>
  );
}

function People({ live, now }: { live: Changeover; now: number }) {
  return (
    <Box title={t('people')}>
      <dl class="pairs">
        <dt>{t('watching')}</dt>
        <dd>{live.watching.length === 0 ? t('none') : live.watching.map((one) => <bdi key={one.who + one.since}>{one.who} </bdi>)}</dd>
        <dt>{t('approval')}</dt>
        <dd>
          {live.approval.by ? t('approval.by', { who: live.approval.by }) : t(live.approval.needed ? 'approval.needed' : 'approval.not-needed')}
        </dd>
        <dt>{t('driver')}</dt>
        <dd>
          <Said>{live.driver.name}</Said>{' '}
          <State tone={live.driver.driving === null ? 'unknown' : live.driver.driving ? 'good' : 'idle'}>
            {live.driver.driving === null ? t('unknown') : t(live.driver.driving ? 'driver.drives' : 'driver.rests')}
          </State>
        </dd>
        {live.verbs.length > 0 && (
          <Fragment>
            <dt>{t('said')}</dt>
            <dd>
              {live.verbs.map((one, index) => (
                <p key={index}>
                  {word('verb', one.verb)} · <bdi>{one.by}</bdi>: <Said>{one.reason}</Said>
                </p>
              ))}
            </dd>
          </Fragment>
        )}
        {live.endedAt && (
          <Fragment>
            <dt>{t('ended')}</dt>
            <dd>
              <When at={live.endedAt} now={now} />
            </dd>
          </Fragment>
        )}
      </dl>
    </Box>
  );
}

/** Is it protected again, may it go back, what is owed. */
function Afterwards({ live, app, now }: { live: Changeover; app: Application | undefined; now: number }) {
  const back = app?.moves.find((move) => move.to === live.from);
  return (
    <Box title={t('afterwards')} actions={app && <StateOf value={app.protection.state} />}>
      <dl class="pairs">
        <dt>{t('protection')}</dt>
        <dd>{app ? <Said>{app.protection.said}</Said> : t('unknown')}</dd>
        <dt>{t('may-go-back', { region: live.from })}</dt>
        <dd>
          {!back ? t('unknown') : back.allowed ? <To hash={'applications/' + live.application}>{t('yes-go')}</To> : <Said>{back.refusal}</Said>}
        </dd>
        <dt>{t('owed')}</dt>
        <dd>
          {live.debts.length === 0 && t('owed.nothing')}
          {live.debts.map((debt) => (
            <p key={debt.kind + debt.region}>
              <State tone={debt.paidAt ? 'good' : 'warn'}>{t(debt.paidAt ? 'owed.paid' : 'owed.open')}</State> <Said>{debt.inWords}</Said>{' '}
              <When at={debt.paidAt ?? debt.since} now={now} />
            </p>
          ))}
        </dd>
      </dl>
    </Box>
  );
}
