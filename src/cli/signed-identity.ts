import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Refusal } from '#contract/errors.ts';
import { SignedIdentityInput, signingAlgorithms } from '#contract/signed-identity.ts';
import {
  editSignedIdentity,
  readSignedIdentity,
  removeSignedIdentity,
} from '#domain/identity/signed-identity-setting.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { provideSecret } from '#http/auth/secret.ts';
import { chosenWorkspace, inWorkspaceOption, print, withStore } from './run.ts';

interface Flags {
  data?: string;
  workspace?: string;
  json?: boolean;
}

interface SetFlags extends Flags {
  algorithm: string;
  keyFile: string;
  audience: string;
  issuer?: string;
  maxAge: string;
}

/** `vizitka signed-identity set|show|remove`. */
export function addSignedIdentity(program: Command): void {
  const group = program
    .command('signed-identity')
    .description('tokens of the company’s own site that say who somebody is');

  inWorkspaceOption(group.command('set').description('take tokens signed with a key'))
    .requiredOption('--algorithm <name>', `one of ${signingAlgorithms.join(', ')}`)
    .requiredOption('--key-file <file>', 'the public key (PEM or JWK), or for HS256 the shared secret')
    .requiredOption('--audience <text>', 'whom the tokens are for (aud)')
    .option('--issuer <text>', 'who makes them (iss); without it anybody who has the key')
    .option('--max-age <seconds>', 'the longest life of a token that is believed', '600')
    .option('--json', 'answer in JSON')
    .action(async ({ algorithm, keyFile, audience, issuer, maxAge, workspace, ...flags }: SetFlags) => {
      const given = SignedIdentityInput.safeParse({
        algorithm,
        key: (await readFile(keyFile, 'utf8')).trim(),
        audience,
        issuer: issuer ?? null,
        maxAge: Number(maxAge),
      });
      if (!given.success) throw new Refusal('INVALID', given.error.issues.map(({ message }) => message).join(' '));
      const { json } = flags;
      const told = await withStore(flags, async (store, { secret, keyFile: ownKey }) => {
        const { actor } = await chosenWorkspace(store, workspace);
        const sealer = makeSealer(secret ?? (await provideSecret(ownKey)));
        return store.database.inWorkspace(actor.workspaceId, (tx) => editSignedIdentity(tx, actor, sealer, given.data));
      });
      print([told], { json });
    });

  for (const [name, description, verb] of [
    ['show', 'how tokens are checked; never the secret', readSignedIdentity],
    ['remove', 'take no tokens any more', removeSignedIdentity],
  ] as const) {
    inWorkspaceOption(group.command(name).description(description))
      .option('--json', 'answer in JSON')
      .action(async ({ workspace, ...flags }: Flags) => {
        const told = await withStore(flags, async (store) => {
          const { actor } = await chosenWorkspace(store, workspace);
          return store.database.inWorkspace(actor.workspaceId, (tx) => verb(tx, actor));
        });
        print([told], flags);
      });
  }
}
