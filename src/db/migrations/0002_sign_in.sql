-- The operators' sign-in, in a schema of its own: people are not per workspace, operator.user_id points here. The tables are
-- better-auth's, as its getMigrations(…).compileMigrations() writes them for src/http/auth/auth.ts, with the schema's name put
-- in; auth.test.ts fails when it would create or add anything more. The sign-in's connections have search_path = vizitka_auth.
create schema vizitka_auth;

create table vizitka_auth."user" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key, "name" text not null, "email" text not null unique,
  "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null, "twoFactorEnabled" boolean
);

create table vizitka_auth."session" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key, "expiresAt" timestamptz not null, "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
  "userId" uuid not null references vizitka_auth."user" ("id") on delete cascade
);

create table vizitka_auth."account" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key, "accountId" text not null, "providerId" text not null,
  "userId" uuid not null references vizitka_auth."user" ("id") on delete cascade, "accessToken" text, "refreshToken" text,
  "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null
);

create table vizitka_auth."verification" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key, "identifier" text not null, "value" text not null,
  "expiresAt" timestamptz not null, "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);

create table vizitka_auth."twoFactor" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key, "secret" text not null, "backupCodes" text not null,
  "userId" uuid not null references vizitka_auth."user" ("id") on delete cascade, "verified" boolean,
  "failedVerificationCount" integer, "lockedUntil" timestamptz
);

create index "session_userId_idx" on vizitka_auth."session" ("userId");
create index "account_userId_idx" on vizitka_auth."account" ("userId");
create index "verification_identifier_idx" on vizitka_auth."verification" ("identifier");
create index "twoFactor_secret_idx" on vizitka_auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on vizitka_auth."twoFactor" ("userId");

-- Logins are members of vizitka_app and inherit this from it.
grant usage on schema vizitka_auth to vizitka_app;
grant select, insert, update, delete on all tables in schema vizitka_auth to vizitka_app;

-- A door past row-level security: whether this is a first start, and the console's list. Names only.
create function all_workspaces() returns table (id uuid, slug text, name text)
language sql stable security definer set search_path = vizitka, public as $$ select id, slug, name from workspace order by slug $$;
