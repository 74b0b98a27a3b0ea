// The fleet: one line an application, and the switch that stops everything from starting.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { change } from './api';
import type { ApplicationLine, Applications, Stop } from './contract';
import { AskDialog } from './ask';
import type { Desk } from './desk';
import { Outages } from './outages';
import { Age, Box, Button, FailureNotice, Notice, Said, State, StateOf, Table, Takeaway, To, When } from './parts';
import { put, serverNow, useSource, type Source } from './store';
import { duration, t, word } from './words';

// The service looks at each application at least every 10 s; after three missed looks it is old.
export const WORLD_LIMIT_MS = 30_000;
const EVERY_MS = 4_000;
const COLUMNS = [
  'column.application', 'column.active', 'column.healthy', 'column.readiness', 'column.now', 'column.last-changeover', 'column.last-drill',
  'column.seen',
] as const;

export const FLEET = 'v1/applications';
export const FLEET_SHAPE = 'asOf:s service:o applications:a faults:a';

export function FleetPage({ source, desk }: { source: Source<Applications>; desk: Desk }) {
  const now = serverNow(source);
  const fleet = source.held?.value;
  return (
    <Fragment>
      <h1 tabIndex={-1}>{t('fleet')}</h1>
      <StopSwitch desk={desk} />
      {fleet?.faults.map((fault) => (
        <Notice key={fault} tone="warn" title={t('fleet.fault')}>
          <Said>{fault}</Said>
        </Notice>
      ))}
      {fleet && (
        <Box title={t('fleet.count', { count: fleet.applications.length })}>
          {fleet.applications.length === 0 ? (
            <p>{t('fleet.empty')}</p>
          ) : (
            <Table label={t('fleet')} columns={COLUMNS}>
                  {fleet.applications.map((line) => (
                    <Line key={line.application} line={line} now={now} />
                  ))}</Table>
          )}
        </Box>
      )}
      {desk.service?.world === 'twin' && <Outages desk={desk} />}
      {fleet && <Takeaway cli={{ apps: 'changeover apps' }} status={fleet.applications.map((line) => line.sentence).join('\n')} />}
    </Fragment>
  );
}

function Line({ line, now }: { line: ApplicationLine; now: number }) {
  const stale = line.seenAt !== null && now - Date.parse(line.seenAt) > WORLD_LIMIT_MS;
  const { live, latest, lastDrill } = line;
  return (
    <tr>
      <th scope="row">
        <To hash={'applications/' + line.application}>{line.application}</To>
        <small>
          <Said>{line.sentence}</Said>
        </small>
      </th>
      <td class={stale ? 'hatched' : ''}>{line.active ?? <State tone="unknown">{t('unknown')}</State>}</td>
      <td class={stale ? 'hatched' : ''}>
        {line.healthy === null ? (
          <State tone="unknown">{t('unknown')}</State>
        ) : (
          <State tone={line.healthy ? 'good' : 'bad'}>{t(line.healthy ? 'healthy' : 'unhealthy')}</State>
        )}
      </td>
      <td>
        <StateOf value={line.ready} />
      </td>
      <td>
        {live ? (
          <To hash={'changeovers/' + live.id}>
            <StateOf value={live.state} /> → {live.to}
          </To>
        ) : (
          t('none')
        )}
      </td>
      <td>
        {latest ? (
          <To hash={'changeovers/' + latest.id}>
            <StateOf value={latest.state} /> {latest.endedAt && duration(latest.rtoMs)}
          </To>
        ) : (
          t('none')
        )}
      </td>
      <td>
        {lastDrill ? (
          <To hash={'drills/' + lastDrill.id}>
            <StateOf value={lastDrill.state} /> <When at={lastDrill.startedAt} now={now} />
          </To>
        ) : (
          t('none')
        )}
      </td>
      <td>
        <Age at={line.seenAt} now={now} limitMs={WORLD_LIMIT_MS} />
        {line.incomplete.map((gap) => (
          <small key={gap.region}>{t('silent-since', { region: gap.region, since: gap.since })}</small>
        ))}
      </td>
    </tr>
  );
}

const STOP = 'v1/stop';

function StopSwitch({ desk }: { desk: Desk }) {
  const source = useSource<Stop>(STOP, EVERY_MS * 2, 'asOf:s stop:o');
  const [asking, setAsking] = useState(false);
  const held = source.held?.value;
  if (!held) {
    return source.failure ? <FailureNotice failure={source.failure} /> : null;
  }
  const { on, by, at, reason, unreadable } = held.stop;
  const turn = async (why: string) => {
    const answer = await change<Stop>(STOP, { stopped: !on, reason: why }, 'asOf:s stop:o');
    'value' in answer && put(STOP, answer.value);
    return answer;
  };
  return (
    <div class={on === false ? 'row stop' : ''}>
      {on === false ? (
        <State tone="good">{t('stop.off')}</State>
      ) : (
        <Notice tone={on === null ? 'unknown' : 'warn'} title={t(on === null ? 'stop.unknown' : 'stop.on')}>
          <Said>{unreadable ?? reason}</Said> {by} {at && <When at={at} now={serverNow(source)} />}
        </Notice>
      )}
      {desk.may('operator') && on !== null && (
        <Button off={!desk.usable} onPress={() => setAsking(true)}>
          {t(on ? 'stop.release' : 'stop.pull')}
        </Button>
      )}
      {asking && (
        <AskDialog
          title={t(on ? 'stop.release' : 'stop.pull')}
          consequence={t(on ? 'stop.released-means' : 'stop.pulled-means')}
          button={t(on ? 'stop.release' : 'stop.pull')}
          send={turn}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

export function direction(line: { direction: string; mode: string }): string {
  return `${word('direction', line.direction)}, ${word('mode', line.mode)}`;
}
