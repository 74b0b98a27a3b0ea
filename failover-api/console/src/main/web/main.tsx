// Starts the console: comes back from the sign-in, reads the address, and keeps the page alive.
import { Fragment, h, render, type ComponentChildren } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { ApplicationPage } from './application';
import type { Shape } from './api';
import { AUDIT_SHAPE, AuditPage, auditPath } from './audit';
import { CHANGEOVER_SHAPE, ChangeoverPage, changeoverPath } from './changeover';
import type { Application, Applications, Audit, Changeover, Drill, Me, Role, Service } from './contract';
import type { Desk } from './desk';
import { DRILL_SHAPE, DrillPage, drillPath, DrillsPage } from './drills';
import { FLEET, FLEET_SHAPE, FleetPage } from './fleet';
import { Guarded, Notice } from './parts';
import { APPLICATION_SHAPE, applicationPath } from './paths';
import { comeBack, signOut, token, type Return } from './session';
import { Connection, Session, TopBar, wear, WorldBanner, worn } from './shell';
import { SignInBox, useProviders } from './signin';
import { anythingRemembered, forgetAll, refreshAll, reject, serverNow, tick, useSource, type Source } from './store';
import { language, speak, t } from './words';

const SECOND_MS = 1_000;
const ME_EVERY_MS = 30_000;
const WHO = 'changeover:who';

type Route = { name: string; argument: string; path: string; shape: Shape; everyMs: number };

// The contract's own patterns: what does not fit is no page, and never becomes part of a question.
const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const ID = /^[a-z0-9][a-z0-9-]{7,79}$/;

function route(): Route {
  const [, name = '', argument = ''] = location.hash.split('/');
  if (name === 'applications' && NAME.test(argument)) {
    return { name, argument, path: applicationPath(argument), shape: APPLICATION_SHAPE, everyMs: 4_000 };
  }
  if (name === 'changeovers' && ID.test(argument)) {
    return { name, argument, path: changeoverPath(argument), shape: CHANGEOVER_SHAPE, everyMs: 2_000 };
  }
  if (name === 'drills' && ID.test(argument)) {
    return { name: 'drill', argument, path: drillPath(argument), shape: DRILL_SHAPE, everyMs: 3_000 };
  }
  if (name === 'audit') {
    const application = NAME.test(argument) ? argument : '';
    return { name, argument: application, path: auditPath(application), shape: AUDIT_SHAPE, everyMs: 10_000 };
  }
  return { name: name === 'drills' ? name : '', argument: '', path: FLEET, shape: FLEET_SHAPE, everyMs: 4_000 };
}

function App({ back }: { back: Return }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [at, setAt] = useState(route);
  useEffect(() => {
    const moved = () => setAt(route());
    const clockwork = setInterval(redraw, SECOND_MS, undefined);
    const wake = () => !document.hidden && refreshAll();
    addEventListener('hashchange', moved);
    addEventListener('online', refreshAll);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearInterval(clockwork);
      removeEventListener('hashchange', moved);
      removeEventListener('online', refreshAll);
      document.removeEventListener('visibilitychange', wake);
    };
  }, []);

  const signedIn = token() !== null;
  const endedBefore = useRef(false);
  const providers = useProviders(!signedIn || endedBefore.current);
  // Without a session the last data may be read only while nobody is there to ask for one.
  const readable = signedIn || (providers.failure !== undefined && anythingRemembered());
  const me = useSource<Me>(readable ? 'v1/me' : null, ME_EVERY_MS, 'asOf:s who:s roles:a service:o expiresAt:s');
  const fleet = useSource<Applications>(readable ? FLEET : null, ME_EVERY_MS / 3, FLEET_SHAPE);
  const source = useSource<{ asOf: string }>(readable ? at.path : null, at.everyMs, at.shape);
  const ended = signedIn && [me, source].some((one) => one.failure?.kind === 'refused' && one.failure.status === 401);
  endedBefore.current = ended;

  const person = me.held?.value;
  useEffect(() => {
    if (person && !me.cached) {
      const before = localStorage.getItem(WHO);
      localStorage.setItem(WHO, person.who);
      if (before !== null && before !== person.who) {
        forgetAll();
        refreshAll();
      }
    }
  }, [person?.who, me.cached]);

  const desk: Desk = {
    me: person,
    service: person?.service ?? (source.held?.value as { service?: Service } | undefined)?.service,
    usable: signedIn && !ended && !source.failure && !source.cached && source.held !== undefined,
    may: (role: Role) => person?.roles.includes(role) ?? false,
  };
  const drill = at.name === 'drill' || (at.name === 'changeovers' && !!(source.held?.value as Changeover | undefined)?.drill);
  useEffect(() => {
    const world = desk.service ? `[${t(`world.short.${desk.service.world}`)}${drill ? ' ' + t('world.drill') : ''}] ` : '';
    document.title = `${world}${at.argument || t(at.name === 'drills' ? 'drills' : at.name === 'audit' ? 'audit' : 'fleet')} · Changeover`;
  });
  useEffect(() => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }), [at]);

  const now = serverNow(me);
  const old = readable && (source.failure !== undefined || source.cached === true || !signedIn);
  return (
    <Fragment>
      <a class="skip" href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <header>
        {readable && <WorldBanner service={desk.service} drill={drill} />}
        <TopBar
          me={readable ? person : undefined}
          service={desk.service}
          now={now}
          route={location.hash.slice(2)}
          audit={desk.may('auditor')}
          redraw={() => redraw(undefined)}
          onSignOut={leave}
        />
      </header>
      <main id="main" tabIndex={-1} class={old ? 'old' : ''}>
        {(!signedIn || ended) && (
          <SignInBox source={providers} why={ended ? t('session.ended') : back === 'failed' ? t('sign-in.failed') : null} />
        )}
        {signedIn && !ended && <Session me={person} now={now} />}
        {readable && !ended && <Connection source={source} now={now} service={desk.service} />}
        {readable && (
          <div class="page">
            <Guarded turn={source.held} onBroken={() => reject(at.path)}>
              <Page at={at} source={source} fleet={fleet} desk={desk} />
            </Guarded>
          </div>
        )}
      </main>
    </Fragment>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function leave(): void {
  signOut();
  forgetAll();
  location.hash = '';
  location.reload();
}

function Page({ at, source, fleet, desk }: {
  at: Route;
  source: Source<{ asOf: string }>;
  fleet: Source<Applications>;
  desk: Desk;
}): ComponentChildren {
  switch (at.name) {
    case 'applications':
      return <ApplicationPage key={at.argument} name={at.argument} source={source as Source<Application>} desk={desk} />;
    case 'changeovers':
      return <ChangeoverPage key={at.argument} id={at.argument} source={source as Source<Changeover>} desk={desk} />;
    case 'drill':
      return <DrillPage key={at.argument} id={at.argument} source={source as Source<Drill>} />;
    case 'drills':
      return <DrillsPage fleet={fleet} />;
    case 'audit':
      return desk.may('auditor') ? (
        <AuditPage source={source as Source<Audit>} fleet={fleet} application={at.argument} />
      ) : (
        <Notice tone="idle" title={t('audit.not-allowed')} />
      );
    default:
      return <FleetPage source={source as Source<Applications>} desk={desk} />;
  }
}

/** The shell of the page stays on the machine, so that it opens when nobody answers. */
function keepShell(): void {
  type Policies = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
  const trusted = (window as { trustedTypes?: Policies }).trustedTypes;
  const policy = trusted?.createPolicy('changeover', { createScriptURL: (url: string) => url });
  void navigator.serviceWorker?.register(policy ? policy.createScriptURL('./sw.js') : './sw.js').catch(() => undefined);
}

async function start(): Promise<void> {
  wear(worn());
  speak(language);
  const back = await comeBack();
  render(<App back={back} />, document.getElementById('console') as HTMLElement);
  performance.mark('console-started', { startTime: tick() - performance.timeOrigin });
  keepShell();
}

void start();
