// Where to sign in: every provider the service names, and whether it answers, so that a dark Region costs one click.
import { Fragment, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SignIn } from './contract';
import { Button, FailureNotice, Notice, State } from './parts';
import { answers, signIn } from './session';
import { useSource } from './store';
import { t } from './words';

const EVERY_MS = 15_000;

export const SIGN_IN = 'v1/sign-in';

export function useProviders(needed: boolean) {
  return useSource<SignIn>(needed ? SIGN_IN : null, EVERY_MS, 'asOf:s providers:a');
}

export function SignInBox({ source, why }: { source: ReturnType<typeof useProviders>; why: string | null }) {
  const providers = source.held?.value.providers ?? [];
  const [found, setFound] = useState<Record<string, boolean>>({});
  useEffect(() => {
    for (const provider of providers) {
      void answers(provider).then((well) => setFound((before) => ({ ...before, [provider.issuer]: well })));
    }
  }, [source.held?.at]);
  const best = providers.find((provider) => found[provider.issuer] !== false);
  return (
    <section class="box sign-in" aria-label={t('sign-in')}>
      <div class="inside">
        <h1 tabIndex={-1}>{t('sign-in')}</h1>
        {why && <Notice tone="warn" title={why} />}
        {source.failure && <FailureNotice failure={source.failure} />}
        <ul class="plain-list">
          {providers.map((provider) => {
            const well = found[provider.issuer];
            return (
              <li key={provider.issuer}>
                <Button kind={provider === best ? 'primary' : undefined} onPress={() => void signIn(provider)}>
                  {t('sign-in.with', { name: provider.name })}
                </Button>{' '}
                <State tone={well === undefined ? 'busy' : well ? 'good' : 'bad'}>
                  {t(well === undefined ? 'looking' : well ? 'answers' : 'silent')}
                </State>{' '}
                {provider.region && <small>{provider.region}</small>}
              </li>
            );
          })}
        </ul>
        {providers.length > 0 && Object.values(found).some((well) => !well) && <p>{t('sign-in.another')}</p>}
        {source.held && providers.length === 0 && <p>{t('sign-in.none')}</p>}
        {!source.held && !source.failure && <p role="status">{t('looking')}</p>}
        <Fragment>
          <p>
            <small>{t('sign-in.cli')}</small> <code>changeover failover APP --break-glass</code>
          </p>
        </Fragment>
      </div>
    </section>
  );
}
