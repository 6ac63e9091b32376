import { beginFinding } from '#domain/contacts/duplicates/begin-finding.ts';
import { decideDuplicate } from '#domain/contacts/duplicates/decide-duplicate.ts';
import { duplicatesStatus } from '#domain/contacts/duplicates/duplicates-status.ts';
import { listDuplicates } from '#domain/contacts/duplicates/list-duplicates.ts';
import { readDuplicate } from '#domain/contacts/duplicates/read-duplicate.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.duplicates;

export const duplicates = {
  list: routes.list.handler(({ context, input }) => context.run((tx, actor) => listDuplicates(tx, actor, input))),
  status: routes.status.handler(({ context }) => context.run((tx, actor) => duplicatesStatus(tx, actor))),
  read: routes.read.handler(({ context, input }) => context.run((tx, actor) => readDuplicate(tx, actor, input))),
  decide: routes.decide.handler(({ context, input }) => context.run((tx, actor) => decideDuplicate(tx, actor, input))),
  find: routes.find.handler(({ context }) => context.run((tx, actor) => beginFinding(tx, actor))),
};
