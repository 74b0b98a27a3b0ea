// One Region of an application, and every figure of it with its age and source.
import { Fragment, h } from 'preact';
import { lastPoint } from './chart';
import type { Application, Region, Requests } from './contract';
import { WORLD_LIMIT_MS } from './fleet';
import { Box, Figure, Said, State } from './parts';
import { serverNow, type Source } from './store';
import { duration, loss, rate, t } from './words';

// CloudWatch measures once a minute and may be a minute late; half a minute is for us.
const LAG_LIMIT_MS = 150_000;

export function RegionCard({ app, region, index, now, requests }: {
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
