// Who sits at this page, and what they may do from here now.
import type { Me, Role, Service } from './contract';

export type Desk = {
  me: Me | undefined;
  service: Service | undefined;
  /** Whether the service answers, so that asking it for something makes sense. */
  usable: boolean;
  may(role: Role): boolean;
};
