// The twin's own switch: makes a Region dark, to practise. There is no such thing on AWS, and it looks like it.
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { change, type Failure } from './api';
import type { Desk } from './desk';
import { Box, Button, FailureNotice, State } from './parts';
import { put, useSource } from './store';
import { t } from './words';

export type TwinOutages = { asOf: string; regions: Array<{ region: string; dark: boolean }> };

const OUTAGES = 'v1/twin/outages';
const SHAPE = 'asOf:s regions:a';
const EVERY_MS = 5_000;

export function Outages({ desk }: { desk: Desk }) {
  const source = useSource<TwinOutages>(OUTAGES, EVERY_MS, SHAPE);
  const [failure, setFailure] = useState<Failure | null>(null);
  const outages = source.held?.value;
  if (!outages) {
    return null; // A service without this route says so with 404: then there is nothing to offer.
  }
  const turn = async (region: string, dark: boolean) => {
    const answer = await change<TwinOutages>(OUTAGES, { region, dark }, SHAPE);
    'value' in answer ? put(OUTAGES, answer.value) : setFailure(answer.failure);
  };
  return (
    <div class="twin-only">
      <Box title={t('outage.title')}>
        <p>{t('outage.what')}</p>
        {failure && <FailureNotice failure={failure} />}
        <div class="row">
          {outages.regions.map(({ region, dark }) => (
            <div key={region} class="row">
              <b>{region}</b>
              <State tone={dark ? 'bad' : 'good'}>{t(dark ? 'outage.dark' : 'outage.lit')}</State>
              {desk.may('operator') && (
                <Button off={!desk.usable} onPress={() => void turn(region, !dark)}>
                  {t(dark ? 'outage.heal' : 'outage.impair', { region })}
                </Button>
              )}
            </div>
          ))}
        </div>
      </Box>
    </div>
  );
}
