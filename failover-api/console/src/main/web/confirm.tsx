// The confirmation of a changeover. The server says what it would find, lose and touch; the person says it again.
import { Fragment, h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { change, type Failure } from './api';
import type { Application, Changeover, FindingCode, Mode, Preview, StartRequest, Touched } from './contract';
import { moveLabel, type Move } from './moves';
import {
  Age, Button, Command, Decide, Dialog, FailureNotice, Notice, Phrase, ReasonField, Said, State, StateOf, Table, To,
} from './parts';
import { applicationPath } from './paths';
import { READINESS_LIMIT_MS } from './readiness';
import { tick } from './store';
import { duration, loss as lossText, TENTH_MS, t, word } from './words';

const PREVIEW_SHAPE = 'asOf:s version:s confirm:s button:s loss:o touches:o findings:a refusals:a expected:o objectives:o readiness:o otherLive:a';
// A person needs a minute to read it; after that the world may have moved on, and the server looks again anyway.
const PREVIEW_LIMIT_MS = 60_000;
const LOSS_FINDINGS: FindingCode[] = ['LOSS_UNKNOWN', 'LOSS_ABOVE_ACCEPTED'];

/** What the person accepts to lose: nothing yet, so many milliseconds, or whatever it is. */
type Accepted = number | 'any' | null;

function lossFigure(preview: Preview): number | null {
  const { loss } = preview;
  return 'lagMs' in loss ? Math.ceil(Math.max(loss.lagMs, loss.maximumMs) / TENTH_MS) * TENTH_MS : null;
}

function covers(accepted: Accepted, preview: Preview): boolean {
  const figure = lossFigure(preview);
  return accepted === 'any' || (accepted !== null && figure !== null && figure <= accepted);
}

export function MoveDialog({ app, move, mode, onClose }: { app: Application; move: Move; mode: Mode; onClose: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  const turn = useRef(0);
  const sent = useRef<{ key: string; body: string } | null>(null);
  const [preview, setPreview] = useState<{ value: Preview; at: number } | null>(null);
  const [looking, setLooking] = useState(true);
  const [accepted, setAccepted] = useState<Accepted>(null);
  const [acknowledged, setAcknowledged] = useState<FindingCode[]>([]);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const wish = {
    direction: move.direction,
    mode,
    ...(typeof accepted === 'number' ? { acceptedLossMs: accepted } : {}),
    acknowledged: [...acknowledged, ...(accepted === 'any' ? LOSS_FINDINGS : [])],
  };

  const look = async () => {
    const mine = ++turn.current;
    setLooking(true);
    const answer = await change<Preview>(applicationPath(app.application) + '/preview', wish, PREVIEW_SHAPE);
    if (mine !== turn.current) {
      return;
    }
    setLooking(false);
    'failure' in answer ? setFailure(answer.failure) : setPreview({ value: answer.value, at: tick() });
  };
  useEffect(() => void look(), [accepted, acknowledged]);

  const lookAgain = () => {
    setFailure(null);
    void look();
  };
  const shown = preview?.value;
  const obstacle = looking
    ? t('confirm.looking')
    : !shown
      ? t('look-again')
      : mode === 'ungraceful' && !covers(accepted, shown)
        ? t('confirm.needs-loss')
        : !shown.mayStart
          ? t('confirm.may-not')
          : reason.trim() === ''
            ? t('needs-reason')
            : typed.trim() !== shown.confirm
              ? t('confirm.needs-phrase', { phrase: shown.confirm })
              : null;

  const now = shown && preview ? Date.parse(shown.asOf) + tick() - preview.at : 0;
  const doing = mode === 'ungraceful' ? 'do.ungraceful' : move.direction === 'failover' ? 'do.failover' : 'do.failback';
  const start = async (event: Event) => {
    event.preventDefault();
    if (obstacle !== null || busy || !shown) {
      return;
    }
    const body: StartRequest = { ...wish, reason: reason.trim(), previewVersion: shown.version, confirm: typed.trim() };
    const text = JSON.stringify(body);
    if (sent.current?.body !== text) {
      sent.current = { key: crypto.randomUUID(), body: text };
    }
    setBusy(true);
    setFailure(null);
    const answer = await change<Changeover>(applicationPath(app.application) + '/changeovers', body, 'id:s state:s', sent.current.key);
    setBusy(false);
    if ('value' in answer) {
      onClose();
      location.hash = '#/changeovers/' + answer.value.id;
      return;
    }
    setFailure(answer.failure);
    if (answer.failure.kind === 'refused' && answer.failure.status < 500) {
      sent.current = null;
      setTyped('');
      void look();
    }
  };

  return (
    <Dialog title={moveLabel(move, mode, app)} first={cancel} onClose={onClose} wide>
      <form onSubmit={start}>
        {failure && <StartFailure failure={failure} sent={sent.current !== null} />}
        <p class="row">
          {shown && <Age at={shown.asOf} now={now} limitMs={PREVIEW_LIMIT_MS} source={t('confirm.preview')} />}
          <Button kind="plain" onPress={lookAgain}>
            {t(looking ? 'looking' : 'look-again')}
          </Button>
        </p>
        {shown && (
          <Fragment>
            <Facts preview={shown} now={now} />
            <Obstacles preview={shown} now={now} acknowledged={acknowledged} onAcknowledge={setAcknowledged} />
            <Touches preview={shown} />
            {mode === 'ungraceful' && <AcceptLoss preview={shown} accepted={accepted} onAccept={setAccepted} />}
            <ReasonField value={reason} onInput={setReason} />
            <Phrase phrase={shown.confirm} value={typed} onInput={setTyped} />
            {Object.entries(shown.cli).map(([name, text]) => (
              <Command key={name} text={text} label={name} />
            ))}
          </Fragment>
        )}
        <Decide first={cancel} back={t('cancel')} obstacle={obstacle} danger={mode === 'ungraceful'} onBack={onClose}>
          {shown && t(busy ? 'sending' : doing, { application: app.application, to: move.to })}
        </Decide>
      </form>
    </Dialog>
  );
}

function StartFailure({ failure, sent }: { failure: Failure; sent: boolean }) {
  if (failure.kind !== 'refused') {
    return (
      <FailureNotice failure={failure}>
        {sent && <p>{t('confirm.unknown-whether')}</p>}
      </FailureNotice>
    );
  }
  const { difference, running, reasons, findings } = failure.problem;
  return (
    <FailureNotice failure={failure}>
      {difference && <p>{t('confirm.changed')}</p>}
      {difference && (
        <Table label={t('confirm.changed')} columns={['column.what', 'column.before', 'column.after']}>
          {difference.map((one) => (
            <tr key={one.what}>
              <th scope="row">{word('what', one.what)}</th>
              <td>{one.before === null ? t('unknown') : <Said>{one.before}</Said>}</td>
              <td>
                <Said>{one.now}</Said>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {running && (
        <p>
          <To hash={'changeovers/' + running.id}>{t('confirm.running')}</To>
        </p>
      )}
      <ul>
        {reasons?.map((reason) => (
          <li key={reason.code}>
            <Said>{`${reason.inWords} · ${reason.found} · ${reason.whatToDo}`}</Said>
          </li>
        ))}
        {findings?.map((finding) => (
          <li key={finding.code}>
            <code>{finding.code}</code> <Said>{`${finding.evidence} · ${finding.remedy}`}</Said>
          </li>
        ))}
      </ul>
    </FailureNotice>
  );
}

function Facts({ preview, now }: { preview: Preview; now: number }) {
  const { loss, expected, objectives } = preview;
  return (
    <dl class="pairs">
      <dt>{t('column.active')}</dt>
      <dd>{preview.active ?? t('unknown')}</dd>
      <dt>{t('confirm.target')}</dt>
      <dd>
        <b>{preview.to}</b>, {word('mode', preview.mode)}
      </dd>
      <dt>{t('confirm.loss')}</dt>
      <dd>
        {'lagMs' in loss ? (
          <Fragment>
            {t('confirm.loss-is', { lag: lossText(loss.lagMs), maximum: lossText(loss.maximumMs), objective: duration(loss.objectiveMs) })}{' '}
            <Age at={loss.measuredAt} now={now} limitMs={2.5 * PREVIEW_LIMIT_MS} source={loss.source} />
          </Fragment>
        ) : (
          <Fragment>
            <State tone="unknown">{t('unknown')}</State> <Said>{loss.unreadable}</Said>
          </Fragment>
        )}
      </dd>
      <dt>{t('confirm.expected')}</dt>
      <dd>
        {t('confirm.expected-is', {
          drill: duration(expected.lastDrillMs),
          p50: duration(expected.p50Ms),
          p90: duration(expected.p90Ms),
          samples: expected.samples,
          rto: duration(objectives.rtoMs),
        })}{' '}
        <small>
          <Said>{expected.source}</Said>
        </small>
      </dd>
      <dt>{t('readiness')}</dt>
      <dd>
        <StateOf value={preview.readiness.state} /> <Said>{preview.readiness.said}</Said>
      </dd>
      <dt>{t('confirm.others')}</dt>
      <dd>
        {preview.otherLive.length === 0
          ? t('none')
          : preview.otherLive.map((line) => (
              <p key={line.id}>
                {line.application} → {line.to} <StateOf value={line.state} />
              </p>
            ))}
      </dd>
      {preview.approvalNeeded && (
        <Fragment>
          <dt>{t('approval')}</dt>
          <dd>{t('approval.needed')}</dd>
        </Fragment>
      )}
    </dl>
  );
}

/** What stands in the way, and what the safety rules said of this very shift when readiness asked them last. */
function Obstacles({ preview, now, acknowledged, onAcknowledge }: {
  preview: Preview;
  now: number;
  acknowledged: FindingCode[];
  onAcknowledge: (codes: FindingCode[]) => void;
}) {
  const toggle = (code: FindingCode) =>
    onAcknowledge(acknowledged.includes(code) ? acknowledged.filter((one) => one !== code) : [...acknowledged, code]);
  const failed = preview.readiness.findings.filter(
    ({ severity, check }) => severity === 'blocking' || severity === 'unreadable' || check === 'SafetyRules',
  );
  return (
    <Fragment>
      {preview.refusals.length > 0 && (
        <Notice tone="bad" title={t('confirm.may-not')}>
          <ul>
            {preview.refusals.map((refusal) => (
              <li key={refusal}>
                <Said>{refusal}</Said>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {(preview.findings.length > 0 || failed.length > 0) && (
        <fieldset>
          <legend>{t('findings')}</legend>
          {preview.findings.map((finding) => (
            <div key={finding.code} class="finding">
              <StateOf value={finding.blocking ? 'blocking' : 'note'} /> <code>{finding.code}</code>{' '}
              <Said>{`${finding.evidence} · ${finding.remedy}`}</Said>
              {finding.acknowledgeable && !LOSS_FINDINGS.includes(finding.code) && (
                <label class="tick">
                  <input type="checkbox" checked={acknowledged.includes(finding.code)} onChange={() => toggle(finding.code)} />
                  {t('findings.in-spite', { code: finding.code })}
                </label>
              )}
            </div>
          ))}
          {failed.map((finding) => (
            <div key={finding.check + finding.region} class="finding">
              <StateOf value={finding.severity} /> <Said>{`${finding.check}: ${finding.evidence} ${finding.remedy}`}</Said>{' '}
              <Age at={finding.seenAt} now={now} limitMs={READINESS_LIMIT_MS} />
            </div>
          ))}
        </fieldset>
      )}
    </Fragment>
  );
}

function Touches({ preview }: { preview: Preview }) {
  const { globalCluster, secrets, routingControls } = preview.touches;
  const row = (kind: string, region: string, id: string, now: string | null, after: string) => (
    <tr key={kind + region + id}>
      <td>{kind}</td>
      <td class="number">{region}</td>
      <td class="break">{id}</td>
      <td class="break">{now ?? t('unknown')}</td>
      <td class="break">{after}</td>
    </tr>
  );
  const touched = (kind: string, list: Touched[]) => list.map((one) => row(kind, one.region, one.arn, one.now, one.after));
  return (
    <details open>
      <summary>{t('touches')}</summary>
      <Table label={t('touches')} columns={['column.what', 'column.region', 'column.name', 'column.before', 'column.after']}>
            {row(t('global-cluster'), '', globalCluster.id, globalCluster.writerNow, globalCluster.writerAfter)}
            {touched(t('secret'), secrets)}
            {touched(t('routing'), routingControls)}</Table>
    </details>
  );
}

function AcceptLoss({ preview, accepted, onAccept }: { preview: Preview; accepted: Accepted; onAccept: (accepted: Accepted) => void }) {
  const figure = lossFigure(preview);
  return (
    <Notice tone="bad" title={t('loss.title')}>
      <label class="tick">
        <input
          type="checkbox"
          checked={covers(accepted, preview)}
          onChange={(event) => onAccept(event.currentTarget.checked ? (figure ?? 'any') : null)}
        />
        {figure === null ? t('loss.accept-any') : t('loss.accept', { loss: duration(figure) })}
      </label>
    </Notice>
  );
}
