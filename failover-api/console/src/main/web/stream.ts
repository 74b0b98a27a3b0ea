// The changeover's events. A stream where there is one, polling where there is none; both only ever go forward.
import { useEffect, useRef, useState } from 'preact/hooks';
import { address, authorization, read } from './api';
import type { Changeover, Event, Events } from './contract';
import { put } from './store';

// A storm of 500 events a second is shown four times a second.
const SHOW_EVERY_MS = 250;
// So many are kept and shown; the number of all is told.
export const EVENTS_MAX = 400;
const POLL_MS = 3_000;
const RETRY_MS = 3_000;
// The server sends a comment every 10 s: silence of two of them means the stream is dead.
const SILENCE_MAX_MS = 25_000;
const PAGE = 500;

export type Told = { events: Event[]; next: number; live: boolean };

/** Splits what arrives into messages, whatever the cuts between chunks. */
export function splitter(take: (kind: string, data: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk.replace(/\r/g, '')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      let kind = 'message';
      let data = '';
      for (const line of block.split('\n')) {
        if (line.startsWith('event:')) {
          kind = line.slice(6).trim();
        } else if (line.startsWith('data:')) {
          data += line.slice(5).trimStart();
        }
      }
      if (data) {
        take(kind, data);
      }
    }
  };
}

function isEvent(value: unknown): value is Event {
  const event = value as Event | null;
  return typeof event?.number === 'number' && typeof event.event === 'string' && typeof event.at === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Half a message: the poll brings the truth.
  }
}

class Reader {
  private pending: Event[] = [];
  private state: string | null = null;
  private next = 0;
  private readonly stopped = new AbortController();
  private timer?: ReturnType<typeof setTimeout>;
  private ended = false;

  constructor(
    private readonly id: string,
    private readonly show: (events: Event[], next: number, live: boolean) => void,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const streamed = await this.stream();
      if (this.ended || this.stopped.signal.aborted) {
        return;
      }
      if (!streamed) {
        await this.poll();
      }
      await new Promise((wake) => setTimeout(wake, streamed ? RETRY_MS : POLL_MS));
    }
  }

  stop(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
  }

  /** Whether there was a stream. Returns when it is over. */
  private async stream(): Promise<boolean> {
    const silence = new AbortController();
    let watch = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
    let begun = false;
    try {
      const response = await fetch(address(`v1/changeovers/${this.id}/events?since=${this.next}`), {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(this.next), ...authorization() },
        cache: 'no-store',
        signal: AbortSignal.any([this.stopped.signal, silence.signal]),
      });
      if (!response.ok || !response.body || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        return false;
      }
      begun = true;
      const split = splitter((kind, data) => this.take(kind, data));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watch);
        watch = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
        split(part.value);
        this.soon();
      }
      return true;
    } catch {
      return begun;
    } finally {
      clearTimeout(watch);
      this.flush(false);
    }
  }

  private async poll(): Promise<void> {
    const answer = await read<Events>(`v1/changeovers/${this.id}/events?since=${this.next}&limit=${PAGE}`, 'next:n events:a');
    if ('value' in answer) {
      answer.value.events.forEach((event) => this.event(event));
      this.flush(false);
    }
  }

  private take(kind: string, data: string): void {
    if (kind === 'event') {
      this.event(parsed(data));
    } else if (kind === 'state') {
      this.state = data; // Only the last one before the next showing is read at all.
    } else if (kind === 'end') {
      this.ended = true;
    }
  }

  private event(value: unknown): void {
    if (isEvent(value) && value.number > this.next) {
      this.pending.push(value);
      this.next = value.number;
      if (this.pending.length > EVENTS_MAX) {
        this.pending.shift();
      }
    }
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.flush(true), SHOW_EVERY_MS);
  }

  private flush(live: boolean): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.stopped.signal.aborted) {
      return;
    }
    const state = this.state && (parsed(this.state) as Changeover | null);
    this.state = null;
    if (state && typeof state.asOf === 'string' && Array.isArray(state.steps)) {
      put(`v1/changeovers/${this.id}`, state);
    }
    this.show(this.pending, this.next, live);
    this.pending = [];
  }
}

/** The events of a changeover, the newest last, and whether they come by themselves. */
export function useEvents(id: string): Told {
  const [told, setTold] = useState<Told>({ events: [], next: 0, live: false });
  const latest = useRef(told);
  useEffect(() => {
    latest.current = { events: [], next: 0, live: false };
    const reader = new Reader(id, (events, next, live) => {
      const before = latest.current;
      if (events.length > 0 || live !== before.live) {
        latest.current = { events: [...before.events, ...events].slice(-EVENTS_MAX), next, live };
        setTold(latest.current);
      }
    });
    void reader.run();
    return () => reader.stop();
  }, [id]);
  return told;
}
