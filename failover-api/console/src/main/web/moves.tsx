// The buttons that move an application. Two modes are two buttons with different words.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import type { Application, Mode } from './contract';
import type { Desk } from './desk';
import { DrillDialog } from './drills';
import { Box, Button, Command, Said } from './parts';
import { loss, t, type Key } from './words';

export type Move = Application['moves'][number];

/** The words of a move's button: which move, where to, and what it may cost. */
export function moveLabel(move: Move, mode: Mode, app: Application): string {
  const lag = app.replication;
  const most = 'lagMs' in lag ? loss(Math.max(lag.lagMs, lag.maximumMs)) : '';
  const key = mode === 'graceful' ? `move.${move.direction}.graceful` : most ? 'move.ungraceful' : 'move.ungraceful-unknown';
  return t(key as Key, { to: move.to, loss: most });
}

export function Moves({ app, desk, ask }: { app: Application; desk: Desk; ask: (move: Move, mode: Mode) => void }) {
  const [drill, setDrill] = useState(false);
  if (!desk.may('operator')) {
    return (
      <Box title={t('moves')}>
        <p>{t('moves.look-only')}</p>
      </Box>
    );
  }
  return (
    <Box title={t('moves')}>
      {app.moves.map((move) => {
        const allowed = move.allowed && desk.usable;
        const why = `why-${move.direction}`;
        return (
          <div key={move.direction} class="move">
            <div class="row">
              {(['graceful', 'ungraceful'] as const).map((mode) => (
                <Button key={mode} kind={mode === 'graceful' ? 'primary' : 'danger'} off={!allowed} why={why} onPress={() => ask(move, mode)}>
                  {moveLabel(move, mode, app)}
                </Button>
              ))}
            </div>
            {!allowed && (
              <p id={why} class="why">
                {move.allowed ? t('offline.why') : <Said>{move.refusal}</Said>}
              </p>
            )}
            {!desk.usable && (
              <Fragment>
                <Command text={move.cli.graceful} />
                <Command text={move.cli.ungraceful} />
              </Fragment>
            )}
          </div>
        );
      })}
      <div class="move">
        <Button off={!desk.usable || app.live !== null} why="why-drill" onPress={() => setDrill(true)}>
          {t('drill.start', { application: app.application })}
        </Button>
        <p id="why-drill" class="why">
          {!desk.usable ? t('offline.why') : app.live !== null ? t('drill.blocked') : t('drill.what')}
        </p>
      </div>
      {drill && <DrillDialog application={app.application} onClose={() => setDrill(false)} />}
    </Box>
  );
}
