// Who did what, when, from where and why; refused attempts too.
import { Fragment, h } from 'preact';
import type { Applications, Audit } from './contract';
import { Box, Said, State, Table, Takeaway, To, When } from './parts';
import { serverNow, type Source } from './store';
import { t, word } from './words';

export const AUDIT_SHAPE = 'asOf:s entries:a';

const COLUMNS = ['column.when', 'column.who', 'column.act', 'column.application', 'column.reason', 'column.change', 'column.outcome', 'column.from'] as const;

export function auditPath(application: string): string {
  return 'v1/audit' + (application ? '?application=' + application : '');
}

export function AuditPage({ source, fleet, application }: { source: Source<Audit>; fleet: Source<Applications>; application: string }) {
  const now = serverNow(source);
  const audit = source.held?.value;
  return (
    <Fragment>
      <h1 tabIndex={-1}>{t('audit')}</h1>
      <label for="audit-application" class="narrow">
        {t('column.application')}
        <select id="audit-application" value={application} onChange={(event) => (location.hash = '#/audit/' + event.currentTarget.value)}>
          <option value="">{t('all')}</option>
          {fleet.held?.value.applications.map((line) => <option key={line.application}>{line.application}</option>)}
        </select>
      </label>
      {audit && (
        <Box title={t('audit.count', { count: audit.entries.length })}>
          <Table label={t('audit')} columns={COLUMNS}>
                {audit.entries.map((entry, index) => (
                  <tr key={entry.at + index}>
                    <td>
                      <When at={entry.at} now={now} />
                    </td>
                    <td>
                      <bdi>{entry.who}</bdi>
                    </td>
                    <td>
                      {entry.changeover ? <To hash={'changeovers/' + entry.changeover}>{word('verb', entry.act)}</To> : word('verb', entry.act)}
                    </td>
                    <td>{entry.application ?? '—'}</td>
                    <td>
                      <Said>{entry.reason}</Said>
                    </td>
                    <td>
                      {(entry.before !== null || entry.after !== null) && (
                        <Fragment>
                          <Said>{entry.before ?? '—'}</Said> → <Said>{entry.after ?? '—'}</Said>
                        </Fragment>
                      )}
                    </td>
                    <td>
                      <State tone={entry.outcome === 'done' ? 'good' : 'warn'}>{word('outcome', entry.outcome)}</State>
                    </td>
                    <td>
                      <bdi>{entry.from ?? t('command-line')}</bdi> {entry.region && <small>{entry.region}</small>}
                    </td>
                  </tr>
                ))}</Table>
        </Box>
      )}
      <Takeaway cli={{ audit: 'changeover audit' }} />
    </Fragment>
  );
}
