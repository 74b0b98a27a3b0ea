// The small parts every page is made of.
import { Component, Fragment, h, type ComponentChildren, type RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from './api';
import type { Commands } from './contract';
import { ago, clock, t, word, type Key } from './words';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'idle' | 'unknown';

// One shape a tone, so that a state is told without colour.
const SHAPES: Record<Tone, string> = {
  good: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.5 8l2.5 2.5 4.5-5',
  bad: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM5.3 5.3l5.4 5.4m0-5.4-5.4 5.4',
  warn: 'M8 1.5 15 14H1zM8 6v4m0 1.5v1',
  busy: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM8 4v4l3 2',
  idle: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.5 8h7',
  unknown: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM6 6.2C6.200 3.500 10.200 4 9.800 6.400 9.500 7.600 8 7.700 8 9.200M8 11v1',
};

export function State({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={'state ' + tone}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={SHAPES[tone]} />
      </svg>
      {children}
    </span>
  );
}

const TONES: Record<string, Tone> = {
  running: 'busy', paused: 'warn', halted: 'bad', cancelling: 'warn', completed: 'good', 'completed-with-exceptions': 'warn',
  cancelled: 'idle', pending: 'idle', waiting: 'busy', satisfied: 'good', skipped: 'warn', passed: 'good', failed: 'bad',
  ready: 'good', 'not-ready': 'bad', unknown: 'unknown', protected: 'good', unprotected: 'bad', blocking: 'bad',
  warning: 'warn', note: 'idle', fine: 'good', unreadable: 'unknown',
};

/** A state of the contract: icon, word and colour. */
export function StateOf({ value }: { value: string }) {
  return <State tone={TONES[value] ?? 'unknown'}>{word('state', value)}</State>;
}

/** What the service or AWS said, in its own language, as text and nothing else. */
export function Said({ children }: { children: string | null | undefined }) {
  return (
    <span class="said" lang="en" dir="auto">
      {children}
    </span>
  );
}

/** A link that keeps its target big enough for a thumb. */
export function To({ hash, children, ...more }: { hash: string; children: ComponentChildren } & Record<string, unknown>) {
  return (
    <a href={'#/' + hash} {...more}>
      {children}
    </a>
  );
}

/** How old something is, and who says so; hatched once it is too old to be trusted. */
export function Age({ at, now, limitMs, source }: { at: string | null; now: number; limitMs: number; source?: string }) {
  if (!at) {
    return <small class="age">{t('never-seen')}</small>;
  }
  const age = now - Date.parse(at);
  return (
    <small class="age" title={at}>
      {age > limitMs && <b class="stale">{t('stale')}</b>} {ago(age)}
      {source && ', ' + source}
    </small>
  );
}

type FigureProps = {
  label: string;
  at: string | null;
  now: number;
  limitMs: number;
  source?: string;
  unreadable?: string | null;
  children?: ComponentChildren;
};

/** A value with its age and source. What could not be read is "unknown" and says why. */
export function Figure({ label, at, now, limitMs, source, unreadable, children }: FigureProps) {
  const stale = at !== null && now - Date.parse(at) > limitMs;
  return (
    <div class={'figure' + (stale ? ' hatched' : '')}>
      <dt>{label}</dt>
      <dd>
        {unreadable !== null && unreadable !== undefined ? (
          <Fragment>
            <State tone="unknown">{t('unknown')}</State>
            <small>
              <Said>{unreadable}</Said>
            </small>
          </Fragment>
        ) : (
          children
        )}
        {(at || !unreadable) && <Age at={at} now={now} limitMs={limitMs} source={source} />}
      </dd>
    </div>
  );
}

export function Box({ title, actions, children, id }: {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
  id?: string;
}) {
  return (
    <section class="box" aria-label={title} id={id}>
      <header>
        <h2>{title}</h2>
        {actions}
      </header>
      <div class="inside">{children}</div>
    </section>
  );
}

/** A table that scrolls by itself where the page is narrow. */
export function Table({ label, columns, wide, children }: {
  label: string;
  columns: readonly Key[];
  wide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class={wide ? 'steps' : ''}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function Notice({ tone, title, children }: { tone: Tone; title?: string; children?: ComponentChildren }) {
  return (
    <div class={'notice ' + tone}>
      <State tone={tone}>{title && <b>{title}</b>}</State>
      <div>{children}</div>
    </div>
  );
}

/** A button that puts text on the clipboard and says so. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState<Key | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setDone('copied'),
      () => setDone('copy-failed'),
    );
  return (
    <Button kind="plain" onPress={copy}>
      {label}
      <span role="status">{done && ' · ' + t(done)}</span>
    </Button>
  );
}

/** A command to type instead. */
export function Command({ text, label }: { text: string; label?: string }) {
  return (
    <div class="command">
      <code tabIndex={0} role="group" aria-label={label ?? text}>{text}</code>
      <Copy text={text} label={t('copy')} />
    </div>
  );
}

/** What every page offers: its commands, its words for the chat, its address. */
export function Takeaway({ cli, status }: { cli?: Commands; status?: string }) {
  return (
    <Box
      title={t('takeaway')}
      actions={
        <span class="row">
          {status && <Copy text={status} label={t('copy-status')} />}
          <Copy text={location.href} label={t('copy-link')} />
        </span>
      }
    >
      {Object.entries(cli ?? {}).map(([name, text]) => (
        <Command key={name} text={text} label={name} />
      ))}
    </Box>
  );
}

/** A sentence for what went wrong between this page and the service. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'silent':
      return t('failure.silent');
    case 'garbled':
      return t('failure.garbled', { status: failure.status });
    case 'refused':
      return `${failure.problem.detail} ${failure.problem.whatToDo}`;
  }
}

export function FailureNotice({ failure, children }: { failure: Failure; children?: ComponentChildren }) {
  return (
    <div role="alert">
      <Notice tone="bad" title={t(failure.kind === 'refused' ? 'refused' : 'not-answered')}>
        {failure.kind === 'refused' ? <Said>{failureText(failure)}</Said> : failureText(failure)}
        {children}
      </Notice>
    </div>
  );
}

/** A dialog that takes the focus, keeps it, and gives it back. Escape leaves without a change. */
export function Dialog({ title, first, onClose, children, wide }: {
  title: string;
  first: RefObject<HTMLElement>;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    first.current?.focus();
    return () => {
      dialog.current?.close();
      before?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? 'wide' : ''}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** A button. One that is `off` stays where it is, can be reached, and does nothing; `why` names the text that says why. */
export function Button({ off, why, kind, title, onPress, children }: {
  off?: boolean;
  why?: string;
  kind?: 'primary' | 'danger' | 'plain';
  title?: string;
  onPress: () => void;
  children: ComponentChildren;
}) {
  return (
    <button type="button" class={kind} title={title} aria-disabled={off} aria-describedby={off ? why : undefined} onClick={() => off || onPress()}>
      {children}
    </button>
  );
}

/** The end of a dialog: what is missing, the way out, and the button that says what it does. */
export function Decide({ first, back, obstacle, danger, onBack, children }: {
  first: RefObject<HTMLButtonElement>;
  back: string;
  obstacle: string | null;
  danger?: boolean;
  onBack: () => void;
  children: ComponentChildren;
}) {
  return (
    <footer>
      <small id="obstacle" role="status">{obstacle}</small>
      <button type="button" ref={first} onClick={onBack}>
        {back}
      </button>
      {children && (
        <button class={danger ? 'danger' : 'primary'} aria-disabled={obstacle !== null} aria-describedby="obstacle">
          {children}
        </button>
      )}
    </footer>
  );
}

/** A field that asks for one phrase, so that no habit of the hand starts anything. */
export function Phrase({ phrase, value, onInput }: { phrase: string; value: string; onInput: (text: string) => void }) {
  return (
    <label>
      {t('confirm.type', { phrase })}
      <input autocomplete="off" autocapitalize="off" spellcheck={false} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

/** Why somebody does something; the journal keeps it, so it may not be empty. */
export function ReasonField({ value, onInput }: { value: string; onInput: (text: string) => void }) {
  return (
    <label>
      {t('reason')}
      <input
        dir="auto"
        required
        maxLength={500}
        autocomplete="off"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value.replace(/[\x00-\x1f\x7f]/g, ' '))}
      />
    </label>
  );
}

export function When({ at, now }: { at: string | null; now: number }) {
  return at ? <time dateTime={at}>{clock(at, now)}</time> : <Fragment>{t('unknown')}</Fragment>;
}

/** Keeps one answer of a wrong shape from taking the page with it: the answer before it is shown again. */
export class Guarded extends Component<
  { children: ComponentChildren; turn: unknown; onBroken: () => void },
  { broken: unknown }
> {
  state = { broken: undefined as unknown };

  componentDidCatch(): void {
    this.setState({ broken: this.props.turn });
    this.props.onBroken();
  }

  render() {
    return this.state.broken !== undefined && this.state.broken === this.props.turn ? (
      <Notice tone="bad" title={t('not-answered')}>
        {t('failure.shape')}
      </Notice>
    ) : (
      this.props.children
    );
  }
}
