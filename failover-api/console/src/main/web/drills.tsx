// Drills: the list of all, one with its verdicts and reports, and the dialog that starts one.
import { Fragment, h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { change, download, type Failure } from './api';
import { applicationPath } from './paths';
import type { Applications, Drill, Drills } from './contract';
import { Box, Button, Decide, Dialog, FailureNotice, Phrase, ReasonField, Said, State, StateOf, Table, Takeaway, To, When } from './parts';
import { serverNow, useSource, type Source } from './store';
import { duration, t, word } from './words';

const EVERY_MS = 10_000;
const SOAK_DEFAULT_S = 60;
const SOAK_MAX_S = 3_600;

const COLUMNS = [
  'column.started', 'column.state', 'column.there', 'column.back', 'column.to-failure', 'column.who', 'column.sentence',
] as const;

export const drillPath = (id: string) => `v1/drills/${id}`;
export const DRILL_SHAPE = 'asOf:s id:s application:s state:s phase:s verdicts:a reports:a';

export function DrillsPage({ fleet }: { fleet: Source<Applications> }) {
  return (
    <Fragment>
      <h1 tabIndex={-1}>{t('drills')}</h1>
      {fleet.held?.value.applications.map((line) => <DrillsOf key={line.application} application={line.application} />)}
      <Takeaway cli={{ drills: 'changeover drills' }} />
    </Fragment>
  );
}

function DrillsOf({ application }: { application: string }) {
  const source = useSource<Drills>(applicationPath(application) + '/drills', EVERY_MS, 'asOf:s drills:a');
  const now = serverNow(source);
  const drills = source.held?.value.drills;
  return (
    <Box title={application}>
      {source.failure && <FailureNotice failure={source.failure} />}
      {drills?.length === 0 && <p>{t('none')}</p>}
      {drills && drills.length > 0 && (
        <Table label={`${t('drills')}: ${application}`} columns={COLUMNS}>
              {drills.map((drill) => (
                <tr key={drill.id}>
                  <td>
                    <To hash={'drills/' + drill.id}>
                      <When at={drill.startedAt} now={now} />
                    </To>
                  </td>
                  <td>
                    <StateOf value={drill.state} />
                  </td>
                  <td>{duration(drill.rtoThereMs)}</td>
                  <td>{duration(drill.rtoBackMs)}</td>
                  <td>{drill.timeToFailureMs === null ? '—' : duration(drill.timeToFailureMs)}</td>
                  <td>
                    <bdi>{drill.by}</bdi>
                  </td>
                  <td>
                    <Said>{drill.sentence}</Said>
                  </td>
                </tr>
              ))}</Table>
      )}
    </Box>
  );
}

export function DrillPage({ id, source }: { id: string; source: Source<Drill> }) {
  const drill = source.held?.value;
  if (!drill) {
    return <h1 tabIndex={-1}>{id}</h1>;
  }
  const now = serverNow(source);
  return (
    <Fragment>
      <h1 tabIndex={-1}>
        {t('drill')} <To hash={'applications/' + drill.application}>{drill.application}</To> <When at={drill.startedAt} now={now} />
      </h1>
      <p class="headline" role="status">
        <StateOf value={drill.state} /> <Said>{drill.sentence}</Said>
      </p>
      <Box title={t('drill.course')}>
        <dl class="pairs">
          <dt>{t('drill.phase')}</dt>
          <dd>{word('phase', drill.phase)}</dd>
          <dt>{t('column.there')}</dt>
          <dd>
            {duration(drill.rtoThereMs)} {drill.there && <To hash={'changeovers/' + drill.there.id}>{drill.there.id}</To>}
          </dd>
          <dt>{t('drill.soak')}</dt>
          <dd>{duration(drill.soakMs)}</dd>
          <dt>{t('column.back')}</dt>
          <dd>
            {duration(drill.rtoBackMs)} {drill.back && <To hash={'changeovers/' + drill.back.id}>{drill.back.id}</To>}
          </dd>
          {drill.timeToFailureMs !== null && (
            <Fragment>
              <dt>{t('column.to-failure')}</dt>
              <dd>{duration(drill.timeToFailureMs)}</dd>
            </Fragment>
          )}
          <dt>{t('column.who')}</dt>
          <dd>
            <bdi>{drill.by}</bdi>: <Said>{drill.reason}</Said>
          </dd>
        </dl>
      </Box>
      <Box title={t('verdicts')}>
        <ul class="plain-list">
          {drill.verdicts.map((verdict) => (
            <li key={verdict.name}>
              <State tone={verdict.passed === null ? 'busy' : verdict.passed ? 'good' : 'bad'}>
                {verdict.passed === null ? t('undecided') : word('state', verdict.passed ? 'passed' : 'failed')}
              </State>{' '}
              <b>{verdict.name}</b> <Said>{verdict.said}</Said>
            </li>
          ))}
        </ul>
      </Box>
      <Reports drill={drill} />
      <Takeaway cli={drill.cli} status={`${drill.application}: ${drill.sentence}\n${location.href}`} />
    </Fragment>
  );
}

const FORMATS = { html: 'html', json: 'json', junit: 'xml' } as const;

function Reports({ drill }: { drill: Drill }) {
  const [failed, setFailed] = useState(false);
  if (drill.reports.length === 0) {
    return null;
  }
  return (
    <Box title={t('reports')}>
      <div class="row">
        {(Object.keys(FORMATS) as Array<keyof typeof FORMATS>).map((format) => (
          <Button
            key={format}
            onPress={async () => setFailed(!(await download(`${drillPath(drill.id)}/reports/${format}`, `drill-${drill.id}.${FORMATS[format]}`)))}
          >
            {t(`report.${format}`)}
          </Button>
        ))}
        {failed && <span role="alert">{t('failure.silent')}</span>}
      </div>
    </Box>
  );
}

export function DrillDialog({ application, onClose }: { application: string; onClose: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  const key = useRef({ key: crypto.randomUUID() as string, body: '' });
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [soak, setSoak] = useState(String(SOAK_DEFAULT_S));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const phrase = `drill ${application}`;
  const soakS = Number(soak);
  const soakFits = soak !== '' && Number.isInteger(soakS) && soakS >= 0 && soakS <= SOAK_MAX_S;
  const obstacle =
    reason.trim() === ''
      ? t('needs-reason')
      : !soakFits
        ? t('drill.soak-range')
        : typed.trim() !== phrase
          ? t('confirm.needs-phrase', { phrase })
          : null;
  const start = async (event: Event) => {
    event.preventDefault();
    if (obstacle || busy) {
      return;
    }
    const body = { reason: reason.trim(), soakMs: soakS * 1000, confirm: typed.trim() };
    if (key.current.body !== JSON.stringify(body)) {
      key.current = { key: crypto.randomUUID(), body: JSON.stringify(body) };
    }
    setBusy(true);
    setFailure(null);
    const answer = await change<Drill>(applicationPath(application) + '/drills', body, 'id:s state:s', key.current.key);
    setBusy(false);
    if ('failure' in answer) {
      setFailure(answer.failure);
      return;
    }
    onClose();
    location.hash = '#/drills/' + answer.value.id;
  };
  return (
    <Dialog title={t('drill.start', { application })} first={cancel} onClose={onClose}>
      <form onSubmit={start}>
        <p>{t('drill.means')}</p>
        {failure && (
          <FailureNotice failure={failure}>{failure.kind !== 'refused' && <p>{t('confirm.unknown-whether')}</p>}</FailureNotice>
        )}
        <ReasonField value={reason} onInput={setReason} />
        <label>
          {t('drill.soak-seconds')}
          <input inputMode="numeric" value={soak} onInput={(event) => setSoak(event.currentTarget.value)} />
        </label>
        <Phrase phrase={phrase} value={typed} onInput={setTyped} />
        <Decide first={cancel} back={t('cancel')} obstacle={obstacle} onBack={onClose}>
          {busy ? t('sending') : t('drill.do', { application })}
        </Decide>
      </form>
    </Dialog>
  );
}
