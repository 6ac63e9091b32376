import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { notFound } from '#contract/errors.ts';
import type { Role } from '#db/schema.ts';
import { removeOperator } from '#domain/operators/end-access.ts';
import { addOperator, listOperators } from '#domain/operators/people.ts';
import { queueByName } from '#domain/operators/queues.ts';
import { endSessions, findUser, provideUser, setPassword } from '#http/auth/users.ts';
import { chosenWorkspace, inWorkspaceOption, onStore, print, withSignIn, withStore } from './run.ts';

interface UserFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
  passwordStdin?: boolean;
}

interface AddFlags extends UserFlags {
  name: string;
  role: Role;
  language: 'en' | 'cs';
  queue: string[];
}

/** `vizitka user add|remove|list|password`. */
export function addUser(program: Command): void {
  const group = program.command('user').description('the people who sign in');

  inWorkspaceOption(
    group.command('add <email>').description('make somebody an operator; prints a password for one who is new'),
  )
    .requiredOption('--name <name>', 'their name')
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(['operator', 'supervisor', 'administrator'])
        .default('operator'),
    )
    .addOption(new Option('--language <language>', 'the language of their screen').choices(['en', 'cs']).default('en'))
    .option('--queue <name...>', 'queues they are a member of', [])
    .option('--password-stdin', 'read the password from the standard input')
    .option('--json', 'answer in JSON')
    .action(add);

  inWorkspaceOption(group.command('remove <email>').description('end somebody’s access, at once')).action(remove);

  inWorkspaceOption(group.command('list').description('list the operators'))
    .option('--json', 'answer in JSON')
    .action(async ({ workspace, ...flags }: UserFlags) => {
      const operators = await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        return store.database.inWorkspace(actor.workspaceId, (tx) => listOperators(tx, actor));
      });
      print(
        operators.map(({ id, name, email, role, language }) => ({ id, name, email, role, language })),
        flags,
      );
    });

  onStore(group.command('password <email>').description('give somebody a new password and end their sessions'))
    .option('--password-stdin', 'read the password from the standard input')
    .action(async (email: string, flags: UserFlags) => {
      const password = await passwordOf(flags);
      await withSignIn(flags, async (_store, auth) => {
        const user = await findUser(auth, email);
        if (!user) throw notFound(`user ${email}`);
        await setPassword(auth, user.id, password);
      });
      console.log(flags.passwordStdin ? 'The password is changed.' : `The new password of ${email}: ${password}`);
    });
}

async function add(email: string, { name, role, language, queue, workspace, json, ...flags }: AddFlags): Promise<void> {
  const password = await passwordOf(flags);
  const made = await withSignIn(flags, async (store, auth) => {
    const { actor } = await chosenWorkspace(store, workspace);
    const provided = await provideUser(auth, { email, name, password });
    await store.database.inWorkspace(actor.workspaceId, async (tx) => {
      const queues = await Promise.all(queue.map(async (one) => (await queueByName(tx, actor, one)).id));
      await addOperator(tx, actor, {
        userId: provided.user.id,
        name,
        email: provided.user.email,
        role,
        language,
        queues,
      });
    });
    return provided.made;
  });
  const shown = made && !flags.passwordStdin ? password : null;
  if (json) console.log(JSON.stringify({ email, role, password: shown }));
  else
    console.log(
      `${email} is ${role} now. ${shown ? `Password: ${shown}` : made ? '' : 'They sign in as before.'}`.trimEnd(),
    );
}

async function remove(email: string, { workspace, ...flags }: UserFlags): Promise<void> {
  await withSignIn(flags, async (store, auth) => {
    const { actor } = await chosenWorkspace(store, workspace);
    const user = await findUser(auth, email);
    await store.database.inWorkspace(actor.workspaceId, async (tx) => {
      const operator = (await listOperators(tx, actor)).find((one) => user && one.userId === user.id);
      if (!operator) throw notFound(`operator ${email}`);
      await removeOperator(tx, actor, operator.id);
    });
    if (user) await endSessions(auth, user.id);
  });
  console.log(`${email} has no access any more.`);
}

async function passwordOf({ passwordStdin }: UserFlags): Promise<string> {
  return passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : randomBytes(15).toString('base64url');
}
