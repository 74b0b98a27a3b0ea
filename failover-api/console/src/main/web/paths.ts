// Where the service keeps an application, and what an answer about it must have.
export const applicationPath = (name: string) => `v1/applications/${name}`;
export const APPLICATION_SHAPE = 'asOf:s application:s service:o database:o routing:o replication:o moves:a secrets:a readiness:o arming:o';
export const REQUESTS_SHAPE = 'asOf:s series:a';
