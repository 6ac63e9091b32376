import './trusted.ts';

// What the policy of the page asks is set before any library runs.
const { start } = await import('./start.tsx');
await start();
