import type { Role } from '#db/schema.ts';

/**
 * Who does something, in which workspace, and what they may see: made once per request by the door (http, cli), passed to every verb.
 * `queues` are the queues they are a member of (for an API key: the queues it was given; null is all).
 */
export type Actor = OperatorActor | KeyActor | ChannelActor | SystemActor;

interface InWorkspace {
  workspaceId: string;
}

export interface OperatorActor extends InWorkspace {
  type: 'operator';
  id: string;
  name: string;
  role: Role;
  queues: string[];
}

export interface KeyActor extends InWorkspace {
  type: 'apiKey';
  id: string;
  name: string;
  role: Role;
  scopes: string[];
  queues: string[] | null;
}

/** A channel that hands over messages: sees and does only what the intake does. */
export interface ChannelActor extends InWorkspace {
  type: 'channel';
  id: string;
  name: string;
}

/** Vizitka itself, or a command at the machine's own console (`import` when it brings in data). */
export interface SystemActor extends InWorkspace {
  type: 'system' | 'import';
  id: null;
  name: string | null;
}
