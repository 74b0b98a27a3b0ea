// Words, times and figures in the reader's language. Identifiers, Regions and AWS's own words are never translated.
import catalogue from './messages.json';

export type Key = keyof typeof catalogue;
export type Language = 'en' | 'es';

const LANGUAGE = 'changeover:language';

export let language: Language = chosen();

function chosen(): Language {
  const kept = localStorage.getItem(LANGUAGE);
  return kept === 'en' || kept === 'es' ? kept : navigator.language.startsWith('es') ? 'es' : 'en';
}

export function speak(wanted: Language): void {
  language = wanted;
  localStorage.setItem(LANGUAGE, wanted);
  document.documentElement.lang = wanted;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = catalogue[key][language === 'es' ? 1 : 0] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** The word for a value of the contract; a value this page has never heard of is shown as it came. */
export function word(group: string, value: string): string {
  const key = `${group}.${value}`;
  return key in catalogue ? t(key as Key) : value;
}

function decimals(value: number, digits: number): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration as an operator says it; null is "unknown", never 0. */
export function duration(ms: number | null | undefined): string {
  if (typeof ms !== 'number' || Number.isNaN(ms)) {
    return t('unknown');
  }
  if (ms < 100) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < MINUTE) {
    return `${decimals(Math.floor(ms / 100) / 10, 1)} s`;
  }
  return long(ms);
}

/** A loss is shown and accepted in tenths of a second, upwards, so that the figure accepted is the figure shown. */
export const TENTH_MS = 100;

export function loss(ms: number): string {
  return duration(Math.ceil(ms / TENTH_MS) * TENTH_MS);
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

function long(ms: number): string {
  if (ms < HOUR) {
    return `${Math.floor(ms / MINUTE)} min ${two((ms % MINUTE) / 1000)} s`;
  }
  return ms < DAY
    ? `${Math.floor(ms / HOUR)} h ${two((ms % HOUR) / MINUTE)} min`
    : `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

export function rate(perSecond: number): string {
  return decimals(perSecond, perSecond < 10 ? 1 : 0);
}

/** How long ago, in whole seconds at least: an age that flickers says nothing. */
export function ago(ms: number): string {
  const age = Math.max(0, ms);
  return t('ago', { time: age < MINUTE ? `${Math.floor(age / 1000)} s` : long(age) });
}

/** 21:11:40Z, with the date where it is not today's. */
export function clock(time: string | number, now: number): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) {
    return t('unknown');
  }
  const [day, hour] = at.toISOString().split('T') as [string, string];
  const short = hour.slice(0, 8) + 'Z';
  return new Date(now).toISOString().startsWith(day) ? short : `${day} ${short}`;
}
