import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { startVizitka, type Vizitka } from '../main.ts';
import { buildScreen } from './build-screen.ts';
import { onStore } from './run.ts';

/** The options of commands that open the door. */
export interface ServerFlags {
  data?: string;
  port?: string;
  host?: string;
  /** False with --no-build. */
  build: boolean;
}

/** `vizitka start`: the server. */
export function addStart(program: Command): void {
  serverOptions(program.command('start').description('start the server')).action(async (flags: ServerFlags) => {
    const prepare = async () => {
      if (flags.build) await buildScreen((line) => console.error(line));
      return undefined;
    };
    const vizitka = await startVizitka(readConfig(flags), endWith, prepare);
    stopOnSignals(vizitka);
    console.log(`Vizitka is ready: ${vizitka.url}`);
    if (vizitka.setUpLink)
      console.log(`First start. Make your workspace here (one use, one day): ${vizitka.setUpLink}`);
  });
}

/** Adds the options of commands that open the door. */
export function serverOptions(command: Command): Command {
  return onStore(command)
    .option('--port <number>', 'port to listen on (default: VIZITKA_PORT, else 8010; 0 for any free one)')
    .option('--host <address>', 'address to listen on (default: VIZITKA_HOST, else 127.0.0.1)')
    .option('--no-build', 'serve the screen as it was last built, also when its sources are newer');
}

/** Stops cleanly on the first SIGINT or SIGTERM; a second one ends at once. */
export function stopOnSignals(vizitka: Vizitka): void {
  let asked = false;
  const stop = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    console.error(`${signal}: stopping…`);
    void vizitka.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Ends the process with a reason for people. */
export function endWith(reason: string): void {
  console.error(`vizitka: ${reason}`);
  process.exit(1);
}
