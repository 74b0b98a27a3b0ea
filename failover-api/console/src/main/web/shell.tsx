// What surrounds every page: which world this is, whom the page speaks to, who is signed in, and whether it is answered.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import type { Me, Service } from './contract';
import { Button, FailureNotice, Notice, To } from './parts';
import { refreshAll, tick, type Source } from './store';
import { ago, clock, duration, language, speak, t, word, type Language } from './words';

// The service's clock and the reader's may differ so much before it is said.
const SKEW_MAX_MS = 60_000;
// A session that ends so soon is told, so that it does not end in the middle of something.
const SESSION_WARNING_MS = 10 * 60_000;
const SECONDS_MS = 1_000;

type Elsewhere = { region: string; address: string };

/** The same console as other Regions serve it: `us-east-1=https://… us-west-2=https://…`, written by who serves this one. */
export function elsewhere(): Elsewhere[] {
  const content = document.querySelector<HTMLMetaElement>('meta[name=changeover-elsewhere]')?.content ?? '';
  return content
    .split(' ')
    .filter((pair) => /^[a-z0-9-]+=https?:\/\//.test(pair))
    .map((pair) => ({ region: pair.slice(0, pair.indexOf('=')), address: pair.slice(pair.indexOf('=') + 1) }));
}

export function WorldBanner({ service, drill }: { service: Service | undefined; drill: boolean }) {
  if (!service) {
    return null;
  }
  return (
    <div class={'world ' + service.world + (drill ? ' drill' : '')}>
      <b>{word('world', service.world)}</b>
      {drill && <b> · {t('world.drill')}</b>}
    </div>
  );
}

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const THEME = 'changeover:theme';

export function wear(theme: Theme): void {
  localStorage.setItem(THEME, theme);
  document.documentElement.dataset['theme'] = theme;
}

export function worn(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(THEME)) ?? 'auto';
}

export function TopBar({ me, service, now, route, audit, redraw, onSignOut }: {
  me: Me | undefined;
  service: Service | undefined;
  now: number;
  route: string;
  audit: boolean;
  redraw: () => void;
  onSignOut: () => void;
}) {
  const link = (hash: string, key: 'fleet' | 'drills' | 'audit') => (
    <To hash={hash} aria-current={route === hash ? 'page' : undefined}>
      {t(key)}
    </To>
  );
  return (
    <div class="top">
      <To hash="" class="brand">
        Changeover
      </To>
      {me && (
        <nav aria-label={t('pages')}>
          {link('', 'fleet')}
          {link('drills', 'drills')}
          {audit && link('audit', 'audit')}
        </nav>
      )}
      <span class="service">{service ? t('service', { region: service.region, version: service.version }) : ''}</span>
      <time>{clock(now, now)}</time>
      <label>
        <span class="hidden">{t('language')}</span>
        <select
          value={language}
          onChange={(event) => {
            speak(event.currentTarget.value as Language);
            redraw();
          }}
        >
          <option value="en" lang="en">
            English
          </option>
          <option value="es" lang="es">
            Español
          </option>
        </select>
      </label>
      <label>
        <span class="hidden">{t('theme')}</span>
        <select
          value={worn()}
          onChange={(event) => {
            wear(event.currentTarget.value as Theme);
            redraw();
          }}
        >
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </option>
          ))}
        </select>
      </label>
      {me && (
        <span class="who">
          <bdi>{me.who}</bdi> <small>{me.roles.join(', ')}</small>{' '}
          <Button kind="plain" onPress={onSignOut}>
            {t('sign-out')}
          </Button>
        </span>
      )}
    </div>
  );
}

export function Session({ me, now }: { me: Me | undefined; now: number }) {
  const left = me ? Date.parse(me.expiresAt) - now : Infinity;
  return left > 0 && left < SESSION_WARNING_MS ? (
    <Notice tone="warn" title={t('session.ends', { time: duration(Math.floor(left / SECONDS_MS) * SECONDS_MS) })} />
  ) : null;
}

/** Says when the page is not answered, since when, and how old what it shows is. */
export function Connection({ source, now, service }: { source: Source<{ asOf: string }>; now: number; service: Service | undefined }) {
  const [at] = useState(tick);
  if (source.failure) {
    return (
      <div class="connection">
        <FailureNotice failure={source.failure}>
          <p>
            {source.held
              ? t('connection.old', {
                  age: ago(tick() - source.held.at),
                  region: service?.region ?? t('unknown'),
                  since: clock(source.failingSince ?? at, now),
                })
              : t('connection.nothing')}
          </p>
          <p class="row">
            <Button onPress={refreshAll}>{t('ask-again')}</Button>
            {elsewhere().map((other) => (
              <a key={other.region} href={other.address + location.hash}>
                {t('elsewhere', { region: other.region })}
              </a>
            ))}
          </p>
        </FailureNotice>
      </div>
    );
  }
  if (source.cached) {
    return <Notice tone="busy" title={t('connection.cached', { age: source.held ? ago(tick() - source.held.at) : '' })} />;
  }
  const skew = source.held ? Date.parse(source.held.value.asOf) - source.held.at : 0;
  return (
    <Fragment>
      {Math.abs(skew) > SKEW_MAX_MS && <Notice tone="warn" title={t('skew', { time: duration(Math.abs(skew)) })} />}
    </Fragment>
  );
}
