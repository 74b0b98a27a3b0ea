// Two small drawings: requests a Region, and the recovery time against its objective.
import { Fragment, h } from 'preact';
import type { Changeover, Requests } from './contract';
import { Age, Said } from './parts';
import { clock, duration, rate, t } from './words';

// CloudWatch's figures come once a minute, the shop's every second; older than this nobody counts any more.
const REQUESTS_LIMIT_MS = 150_000;
const WIDTH = 640;
const HEIGHT = 120;

type Series = Requests['series'][number];

export function lastPoint(series: Series | undefined): Series['points'][number] | undefined {
  return series?.points[series.points.length - 1];
}

export function RequestsChart({ requests, now }: { requests: Requests; now: number }) {
  const points = requests.series.flatMap((series) => series.points);
  const times = points.map((point) => Date.parse(point.at));
  const from = Math.min(...times);
  const span = Math.max(1, Math.max(...times) - from);
  const top = Math.max(1, ...points.map((point) => point.perSecond));
  const line = (series: Series) =>
    series.points
      .map((point) => {
        const x = ((Date.parse(point.at) - from) / span) * WIDTH;
        return `${x.toFixed(1)},${(HEIGHT - (point.perSecond / top) * (HEIGHT - 8) - 2).toFixed(1)}`;
      })
      .join(' ');
  return (
    <figure>
      {points.length > 0 && (
        <Fragment>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="chart" role="img" aria-label={t('requests.chart')}>
            {[0.5, 1].map((part) => (
              <path key={part} class="grid" d={`M0 ${HEIGHT - part * (HEIGHT - 8) - 2}H${WIDTH}`} />
            ))}
            {requests.series.map((series, index) => (
              <polyline key={series.region} class={'line line' + index} points={line(series)} />
            ))}
          </svg>
          <p class="axis">
            <span>{clock(from, now)}</span>
            <span>{t('requests.top', { top: rate(top) })}</span>
            <span>{clock(from + span, now)}</span>
          </p>
        </Fragment>
      )}
      <figcaption>
        {requests.series.map((series, index) => {
          const last = lastPoint(series);
          return (
            <p key={series.region} class="legend">
              <svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">
                <path class={'line line' + index} d="M0 4H28" />
              </svg>{' '}
              <b>{series.region}</b>{' '}
              {series.unreadable !== null || !last ? (
                <Fragment>
                  {t('unknown')} <Said>{series.unreadable}</Said>
                </Fragment>
              ) : (
                <Fragment>
                  {t('per-second', { rate: rate(last.perSecond) })}{' '}
                  <Age at={last.at} now={now} limitMs={REQUESTS_LIMIT_MS} source={series.source ?? undefined} />
                </Fragment>
              )}
            </p>
          );
        })}
      </figcaption>
    </figure>
  );
}

/** Elapsed time on a scale that holds the objective and the forecast. No percentage: nobody knows one. */
export function RecoveryTime({ rto, elapsedMs }: { rto: Changeover['rto']; elapsedMs: number }) {
  const shown = rto.measuredMs ?? elapsedMs;
  const end = Math.max(shown, rto.objectiveMs, rto.forecastMs ?? 0) * 1.1;
  const x = (ms: number) => (ms / end) * WIDTH;
  const late = shown > rto.objectiveMs;
  const label = [
    rto.measuredMs === null ? t('rto.elapsed', { time: duration(shown) }) : t('rto.measured', { time: duration(shown) }),
    t('rto.objective', { time: duration(rto.objectiveMs) }),
    rto.forecastMs === null ? t('rto.no-forecast') : t('rto.forecast', { time: duration(rto.forecastMs) }),
  ];
  return (
    <div class="rto">
      <svg viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none" role="img" aria-label={label.join(', ')}>
        <rect class="track" width={WIDTH} height="24" />
        <rect class={late ? 'bar late' : 'bar'} width={x(shown)} height="24" />
        {rto.forecastMs !== null && <path class="forecast" d={`M${x(rto.forecastMs)} 0V24`} />}
        <path class="objective" d={`M${x(rto.objectiveMs)} 0V24`} />
      </svg>
      <p class="row" aria-hidden="true">
        <b>{label[0]}</b>
        <span>▏{label[1]}</span>
        <span>┊{label[2]}</span>
      </p>
      <small>{t(rto.measuredMs === null ? (rto.running ? 'rto.runs' : 'rto.not-measured') : 'rto.stopped')}</small>
    </div>
  );
}
