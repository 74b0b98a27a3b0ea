// The twin's own switch: makes a Region dark, to practise. There is no such thing on AWS, and it looks like it.
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { change } from './api';
import { AskDialog } from './ask';
import type { TwinOutageRequest, TwinOutages } from './contract';
import type { Desk } from './desk';
import { Box, Button, Said, State } from './parts';
import { put, useSource } from './store';
import { t } from './words';

const OUTAGES = 'v1/twin/outages';
const SHAPE = 'asOf:s regions:a others:a';
const EVERY_MS = 5_000;

export function Outages({ desk }: { desk: Desk }) {
  const source = useSource<TwinOutages>(OUTAGES, EVERY_MS, SHAPE);
  const [asked, setAsked] = useState<TwinOutages['regions'][number] | null>(null);
  const outages = source.held?.value;
  if (!outages) {
    return null; // A service without this route says so with 404: then there is nothing to offer.
  }
  const send = async (reason: string) => {
    const wish = { region: asked?.region, dark: !asked?.dark, reason } as TwinOutageRequest;
    const answer = await change<TwinOutages>(OUTAGES, wish, SHAPE);
    'value' in answer && put(OUTAGES, answer.value);
    return answer;
  };
  const label = ({ region, dark }: TwinOutages['regions'][number]) => t(dark ? 'outage.heal' : 'outage.impair', { region });
  return (
    <div class="twin-only">
      <Box title={t('outage.title')}>
        <p>{t('outage.what')}</p>
        <Said>{outages.others.join(', ')}</Said>
        <div class="row">
          {outages.regions.map((site) => (
            <div key={site.region} class="row">
              <b>{site.region}</b>
              <State tone={site.dark ? 'bad' : 'good'}>{t(site.dark ? 'outage.dark' : 'outage.lit')}</State>
              {desk.may('operator') && (
                <Button off={!desk.usable} onPress={() => setAsked(site)}>
                  {label(site)}
                </Button>
              )}
            </div>
          ))}
        </div>
      </Box>
      {asked && (
        <AskDialog title={label(asked)} consequence={t('outage.what')} button={label(asked)} send={send} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}
