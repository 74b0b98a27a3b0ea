// What an operator may say to a running changeover: always the same buttons in the same order.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { change } from './api';
import { AskDialog } from './ask';
import { changeoverPath, CHANGEOVER_SHAPE } from './changeover';
import type { Changeover, FindingCode, Role } from './contract';
import type { Desk } from './desk';
import { Button, Command, Said } from './parts';
import { put, refresh } from './store';
import { duration, t, word, type Key } from './words';

type Action = Changeover['actions'][number];

// The console never asks for a verb the person's roles would have refused: it is not there at all.
const roleOf = (verb: Action['verb']): Role => (verb === 'approve' ? 'approver' : 'operator');

export function Verbs({ live, desk }: { live: Changeover; desk: Desk }) {
  const [asked, setAsked] = useState<Action['verb'] | null>(null);
  const offered = live.actions.filter((action) => desk.may(roleOf(action.verb)));
  const action = offered.find((one) => one.verb === asked);
  if (offered.length === 0) {
    return <p class="why">{t('moves.look-only')}</p>;
  }
  const refused = offered.filter((one) => !one.allowed);
  return (
    <div class="verbs" role="group" aria-label={t('verbs')}>
      {offered.map((one) => {
        const allowed = one.allowed && desk.usable;
        return (
          <Button
            key={one.verb}
            kind={one.verb === 'cancel' || one.verb === 'escalate' ? 'danger' : undefined}
            off={!allowed}
            why={desk.usable ? 'why-' + one.verb : 'why-offline'}
            title={one.refusal ?? undefined}
            onPress={() => setAsked(one.verb)}
          >
            {word('verb', one.verb)}
          </Button>
        );
      })}
      {!desk.usable && (
        <Fragment>
          <p id="why-offline" class="why">
            {t('offline.why')}
          </p>
          {offered.map((one) => (
            <Command key={one.verb} text={one.cli} label={one.verb} />
          ))}
        </Fragment>
      )}
      {desk.usable && refused.length > 0 && (
        <details>
          <summary>{t('verbs.why-not')}</summary>
          <ul>
            {refused.map((one) => (
              <li key={one.verb}>
                <span id={'why-' + one.verb}>
                  {word('verb', one.verb)}: <Said>{one.refusal}</Said>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {action && <VerbDialog key={action.verb} action={action} live={live} onClose={() => setAsked(null)} />}
    </div>
  );
}

function VerbDialog({ action, live, onClose }: { action: Action; live: Changeover; onClose: () => void }) {
  const { verb, takes } = action;
  const [loss, setLoss] = useState('');
  const [any, setAny] = useState(false);
  const [codes, setCodes] = useState<FindingCode[]>([]);
  const asksLoss = takes.includes('acceptedLossMs');
  const asksFindings = takes.includes('findings');
  const lossMs = Math.round(Number(loss.replace(',', '.')) * 1000);
  const lossGiven = any || (loss.trim() !== '' && Number.isFinite(lossMs) && lossMs >= 0);
  const open = live.findings.filter((finding) => finding.acknowledgeable && !live.acknowledged.includes(finding.code));
  const send = async (reason: string) => {
    const answer = await change<Changeover>(
      `${changeoverPath(live.id)}/${verb}`,
      {
        reason,
        ...(takes.includes('step') ? { step: live.halt?.step } : {}),
        ...(asksLoss ? (any ? { anyLoss: true } : { acceptedLossMs: lossMs }) : {}),
        ...(asksFindings ? { findings: codes } : {}),
      },
      CHANGEOVER_SHAPE,
    );
    'value' in answer ? put(changeoverPath(live.id), answer.value) : refresh(changeoverPath(live.id));
    return answer;
  };
  const title = `${word('verb', verb)}: ${live.application} → ${live.to}`;
  return (
    <AskDialog
      title={title}
      consequence={
        <p>
          <Said>{action.consequence}</Said>
        </p>
      }
      button={t(`verb.${verb}.do` as Key, { application: live.application, step: live.halt?.step ?? '' })}
      danger={verb === 'cancel' || verb === 'escalate'}
      ready={(!asksLoss || lossGiven) && (!asksFindings || codes.length > 0)}
      send={send}
      onClose={onClose}
    >
      {asksLoss && (
        <fieldset>
          <legend>{t('loss.title')}</legend>
          <label>
            {t('loss.seconds')}
            <input inputMode="decimal" value={loss} disabled={any} onInput={(event) => setLoss(event.currentTarget.value)} />
          </label>
          {!any && lossGiven && <p>{t('loss.accept', { loss: duration(lossMs) })}</p>}
          <label class="tick">
            <input type="checkbox" checked={any} onChange={(event) => setAny(event.currentTarget.checked)} />
            {t('loss.accept-any')}
          </label>
        </fieldset>
      )}
      {asksFindings && (
        <fieldset>
          <legend>{t('findings')}</legend>
          {open.map((finding) => (
            <div key={finding.code} class="finding">
              <label class="tick">
                <input
                  type="checkbox"
                  checked={codes.includes(finding.code)}
                  onChange={(event) =>
                    setCodes(event.currentTarget.checked ? [...codes, finding.code] : codes.filter((code) => code !== finding.code))
                  }
                />
                {t('findings.in-spite', { code: finding.code })}
              </label>
              <Said>{`${finding.evidence} ${finding.remedy}`}</Said>
            </div>
          ))}
        </fieldset>
      )}
    </AskDialog>
  );
}
