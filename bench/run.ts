import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '#db/database.ts';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { generate, type Size, sizes } from './generate.ts';
import { benchMail } from './mail.ts';
import { asTable, type Figure } from './measure.ts';
import { benchReceive } from './receive.ts';
import { benchRecognise } from './recognise.ts';
import { benchSearch } from './search.ts';

/** `npm run bench`: how long the hot jobs take on a generated workspace, each beside its floor in the engine (docs/benchmarks.md). */
const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: 'small' },
    contacts: { type: 'string' },
    conversations: { type: 'string' },
    entries: { type: 'string' },
    runs: { type: 'string', default: '300' },
    mail: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const size = sizeOf();
const runs = Number(flags.runs);
const dataDir = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
await chmod(dataDir, 0o755); // as root the server runs under another user id
const server = await startEmbedded({ dataDir });
const database = openDatabase(server.url('vizitka_server'));
try {
  await migrate(server.url('vizitka_owner'));
  const made = await filled(size);
  const channel = await database.inWorkspace(made.workspaceId, (tx) =>
    loadChannel(tx, made.workspaceId, made.channelId),
  );
  const figures: Figure[] = [
    await benchRecognise(database, made, channel, runs),
    ...(await benchSearch(database, made, runs)),
    ...(await benchReceive(database, made, channel, runs)),
  ];
  const mail = flags.mail ? await benchMail(database, made, flags.mail) : undefined;
  if (flags.json) console.log(JSON.stringify({ size, figures, mail }));
  else {
    console.log(asTable(figures));
    if (mail)
      console.log(
        `\nimport of mail: ${mail.messages} messages, ${mail.perSecond.toFixed(0)} a second; bare rows ${mail.barePerSecond.toFixed(0)} a second (${(mail.share * 100).toFixed(0)} %)`,
      );
  }
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function sizeOf(): Size {
  const named = sizes[flags.size];
  if (!named) throw new Error(`There is no size “${flags.size}”. Take one of ${Object.keys(sizes).join(', ')}.`);
  const { contacts, conversations, entries } = named;
  return {
    contacts: Number(flags.contacts ?? contacts),
    conversations: Number(flags.conversations ?? conversations),
    entries: Number(flags.entries ?? entries),
  };
}

async function filled(wanted: Size) {
  const client = new pg.Client({ connectionString: server.url('vizitka_owner') });
  await client.connect();
  const start = performance.now();
  try {
    return await generate(client, wanted);
  } finally {
    await client.end();
    const seconds = ((performance.now() - start) / 1_000).toFixed(0);
    console.error(
      `${wanted.contacts} contacts, ${wanted.conversations} conversations and ${wanted.entries} entries in ${seconds} s`,
    );
  }
}
