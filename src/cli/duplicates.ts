import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import type { DuplicateReason } from '#contract/duplicate.ts';
import { eachSuggestion, type SuggestedPair } from '#domain/contacts/duplicates/each-suggestion.ts';
import { findAll } from '#domain/contacts/duplicates/find-all.ts';
import { claimRun, type Run } from '#domain/contacts/duplicates/search-run.ts';
import { leastScore } from '#domain/contacts/duplicates/store-suggestions.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import type { ProvidedStore } from './provide-store.ts';
import { chosenWorkspace, inWorkspaceOption, withStore } from './run.ts';

interface DuplicatesFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
  min: number;
}

/** `vizitka duplicates`: compares all cards as they are now and prints what waits in the review queue. */
export function addDuplicates(program: Command): void {
  inWorkspaceOption(
    program.command('duplicates').description('compare all cards now, and print the possible duplicates'),
  )
    .option('--min <score>', 'only pairs this probable or more: 0 to 1', readScore, 0.5)
    .option('--json', 'one suggestion a line, the most probable first')
    .action(async ({ min, json, workspace, ...flags }: DuplicatesFlags) => {
      await withStore(flags, async (store) => {
        const { actor } = await chosenWorkspace(store, workspace);
        await compareNow(store, actor, min);
        const suggestions = eachSuggestion(store.database, actor, min);
        await (json ? writeJson(suggestions) : writeTable(suggestions));
      });
    });
}

function readScore(text: string): number {
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
  return score;
}

/** Ctrl-C leaves the run to whoever takes it up. */
async function compareNow(store: ProvidedStore, { workspaceId }: SystemActor, min: number): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('Stopped before the end; what was suggested before stays.'));
  process.once('SIGINT', interrupt);
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage} %  {eta_formatted}', stream: process.stderr })
    : null;
  try {
    const run = await claimed(store, workspaceId, stop.signal);
    bar?.start(100, 0);
    await findAll(store.database, workspaceId, run, {
      signal: stop.signal,
      seen: new Date(Date.now() - unsettled),
      min: Math.min(min, leastScore),
      onProgress: (done) => bar?.update(Math.floor(done * 100)),
    });
  } finally {
    bar?.stop();
    process.off('SIGINT', interrupt);
  }
}

/** Milliseconds before now from which on changes may not be committed yet: the server looks at them again. */
const unsettled = 10_000;

/** Waits until another run over the same cards has ended. */
async function claimed(store: ProvidedStore, workspaceId: string, signal: AbortSignal): Promise<Run> {
  for (let waits = 0; ; waits++) {
    const run = await store.database.inWorkspace(workspaceId, (tx) => claimRun(tx, workspaceId));
    if (run) return run;
    if (waits === 0) console.error('Another comparison of these cards is under way: waiting for its end.');
    await pause(500, undefined, { signal });
  }
}

async function writeJson(suggestions: AsyncIterable<SuggestedPair>): Promise<void> {
  for await (const { a, b, score, reasons } of suggestions) {
    const card = ({ id, externalId }: SuggestedPair['a']) => ({ id, externalId });
    await write(JSON.stringify({ a: card(a), b: card(b), score, reasons }));
  }
}

async function writeTable(suggestions: AsyncIterable<SuggestedPair>): Promise<void> {
  let count = 0;
  for await (const { a, b, score, reasons } of suggestions) {
    const card = ({ id, name }: SuggestedPair['a']) => `${id} ${name ?? '-'}`.slice(0, 34).padEnd(34);
    await write(`${score.toFixed(2)}  ${card(a)}  ${card(b)}  ${reasons.map(inWords).join(', ')}`.trimEnd());
    count++;
  }
  console.error(count === 0 ? 'No possible duplicates.' : `${count} possible duplicates.`);
}

async function write(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

function inWords({ field, code, verdict }: DuplicateReason): string {
  return `${verdict === 'against' ? 'but ' : ''}${words(field)} ${words(code)}`;
}

/** `sameOtherFormat` reads `same other format`. */
function words(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
