import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What can be said on the command line; it wins over the environment. */
export interface Flags {
  data?: string | undefined;
  port?: string | undefined;
  host?: string | undefined;
}

const Blank = z.literal('').transform(() => undefined);
const optional = <Of extends z.ZodType>(of: Of) => z.union([Blank, of]).optional();
const DatabaseUrl = optional(z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://'));

/** The environment: docs/configuration.md is its table, and a test compares the two. */
export const Environment = z.object({
  VIZITKA_DATA: optional(z.string()),
  VIZITKA_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  VIZITKA_HOST: optional(z.string()),
  VIZITKA_ORIGIN: optional(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)),
  VIZITKA_TRUSTED_PROXIES: optional(z.string().transform((list) => list.split(/[\s,]+/).filter(Boolean))),
  VIZITKA_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  VIZITKA_KEY_FILE: optional(z.string()),
  VIZITKA_SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:587' })),
  VIZITKA_SMTP_FROM: optional(z.string().regex(/@/, 'must be an address, as in Example <desk@example.com>')),
  VIZITKA_PRIVATE_HOSTS: optional(z.string().transform((list) => list.split(/[\s,]+/).filter(Boolean))),
  VIZITKA_GOOGLE_URL: optional(z.url({ protocol: /^https?$/ })),
  VIZITKA_FACEBOOK_URL: optional(z.url({ protocol: /^https?$/ })),
  VIZITKA_LOG: optional(z.enum(['silent', 'error', 'warn', 'info', 'debug'])),
  DATABASE_URL: DatabaseUrl,
  DATABASE_ADMIN_URL: DatabaseUrl,
  DATABASE_DIRECT_URL: DatabaseUrl,
});

export interface Config {
  /** The data directory: the embedded database and the attachments. */
  dataDir: string;
  port: number;
  host: string;
  /** The address that people use; null: whatever host a request names. */
  origin: string | null;
  trustedProxies: string[];
  secret: string | null;
  /** Where the secret is kept when none is given: outside the data directory, so that no copy of the data carries it. */
  keyFile: string;
  /** The mail server that replies and codes for clients leave through; null: none is set. */
  mail: { url: string; from: string } | null;
  /** Hosts of the private network that replies may be delivered to. */
  privateHosts: string[];
  /** Where the providers of sign-in are, when they are others than their own: on the private network. */
  signIn: { google: string | null; facebook: string | null };
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** A PostgreSQL server of one's own; null: the embedded one. */
  database: { url: string; adminUrl: string; directUrl: string } | null;
}

/** A setting that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment and the flags, once. Throws ConfigError naming every setting that cannot be used. */
export function readConfig(flags: Flags = {}, environment: Record<string, string | undefined> = process.env): Config {
  const read = Environment.safeParse({
    ...environment,
    VIZITKA_DATA: flags.data ?? environment.VIZITKA_DATA,
    VIZITKA_PORT: flags.port ?? environment.VIZITKA_PORT,
    VIZITKA_HOST: flags.host ?? environment.VIZITKA_HOST,
  });
  if (!read.success) throw new ConfigError(read.error.issues.map(inWords).join('\n'));
  const given = read.data;
  const dataDir = resolve(given.VIZITKA_DATA ?? defaultData(environment));
  return {
    dataDir,
    port: given.VIZITKA_PORT ?? 8010,
    host: given.VIZITKA_HOST ?? '127.0.0.1',
    origin: given.VIZITKA_ORIGIN ?? null,
    trustedProxies: given.VIZITKA_TRUSTED_PROXIES ?? [],
    secret: given.VIZITKA_SECRET ?? null,
    keyFile: resolve(given.VIZITKA_KEY_FILE ?? `${dataDir}.key`),
    mail: mailOf(given),
    privateHosts: given.VIZITKA_PRIVATE_HOSTS ?? [],
    signIn: { google: providerIn(given, 'VIZITKA_GOOGLE_URL'), facebook: providerIn(given, 'VIZITKA_FACEBOOK_URL') },
    logLevel: given.VIZITKA_LOG ?? 'info',
    database: databaseOf(given),
  };
}

function databaseOf(given: z.infer<typeof Environment>): Config['database'] {
  const { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl, DATABASE_DIRECT_URL: directUrl } = given;
  if (url) return { url, adminUrl: adminUrl ?? directUrl ?? url, directUrl: directUrl ?? url };
  if (adminUrl || directUrl)
    throw new ConfigError('DATABASE_URL: is missing, while DATABASE_ADMIN_URL or DATABASE_DIRECT_URL is set.');
  return null;
}

function mailOf({ VIZITKA_SMTP_URL: url, VIZITKA_SMTP_FROM: from }: z.infer<typeof Environment>): Config['mail'] {
  if (url && from) return { url, from };
  if (url) throw new ConfigError('VIZITKA_SMTP_FROM: is missing, while VIZITKA_SMTP_URL is set.');
  return null;
}

/** Whoever could put another provider here would say who visitors are: only a host that is named as the installation's own. */
function providerIn(
  given: z.infer<typeof Environment>,
  name: 'VIZITKA_GOOGLE_URL' | 'VIZITKA_FACEBOOK_URL',
): string | null {
  const url = given[name];
  if (!url) return null;
  if ((given.VIZITKA_PRIVATE_HOSTS ?? []).includes(new URL(url).hostname)) return url.replace(/\/$/, '');
  throw new ConfigError(`${name}: names ${new URL(url).hostname}, which is not among VIZITKA_PRIVATE_HOSTS.`);
}

// As root the server runs as another user, who cannot walk into root's home.
function defaultData(environment: Record<string, string | undefined>): string {
  if (process.geteuid?.() === 0) return '/var/lib/vizitka';
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'vizitka');
}

function inWords(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const deepest = issue.code === 'invalid_union' ? (issue.errors.at(-1)?.[0] ?? issue) : issue;
  return `${name}: ${deepest.message}`;
}
