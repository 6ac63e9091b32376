// `npm run dev`: the server, restarted when one of its files changes, beside Vite for the screens. Ctrl-C ends both.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const children = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', at('bin/vizitka.js'), 'start', '--no-build'], {
    stdio: 'inherit',
  }),
  spawn(process.execPath, [at('node_modules/vite/bin/vite.js')], { stdio: 'inherit', cwd: at('.') }),
];

// The terminal tells the children itself; whoever stops first, the other has no reason to stay.
process.on('SIGINT', () => {});
process.on('SIGTERM', stopAll);
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0;
    stopAll();
  });
}

function stopAll(): void {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
}
