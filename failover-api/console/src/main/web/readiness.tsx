// Whether an application could move, and whether alarms may move it.
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { change } from './api';
import { AskDialog } from './ask';
import type { Arming, ArmingRequest, Readiness } from './contract';
import type { Desk } from './desk';
import { Age, Box, Button, Said, State, StateOf, Table, When } from './parts';
import { applicationPath } from './paths';
import { refresh } from './store';
import { t } from './words';

// Readiness runs every hour; two hours mean that one was missed.
export const READINESS_LIMIT_MS = 2 * 3_600_000;

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
        <Table label={t('readiness')} columns={['column.severity', 'column.check', 'column.region', 'column.evidence', 'column.remedy', 'column.seen']}>
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

export function ArmingBox({ arming, name, now, desk }: { arming: Arming; name: string; now: number; desk: Desk }) {
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
