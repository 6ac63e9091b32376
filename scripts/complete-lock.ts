// `npm exec -c 'node scripts/complete-lock.ts'`, to be run after every change of package-lock.json.
// npm leaves out of the lock the platform packages (@biomejs/cli-darwin-arm64 …) that it could not fetch at that
// moment, and from then on `npm ci` refuses the whole lock ("Missing: … from lock file"; npm/cli issue 4828). Their
// exact versions stand in the package that asks for them, their platform in their names: so they can be written in.
import { readFileSync, writeFileSync } from 'node:fs';

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The platform packages the lock asks for and does not hold, keyed by the place they belong at. Empty when complete. */
export function missingPlatformPackages(lock: Lock): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  for (const [place, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (lock.packages[`node_modules/${name}`] || lock.packages[`${place}/node_modules/${name}`]) continue;
      missing[`node_modules/${name}`] = platformEntry(name, version, parent);
    }
  }
  return missing;
}

function platformEntry(name: string, version: string, parent: Entry): Entry {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (!exactVersion.test(version) || os.length !== 1) {
    throw new Error(
      `${name}@${version} is missing from package-lock.json and is no platform package: add it with npm.`,
    );
  }
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    os,
  };
}

if (import.meta.main) {
  const path = new URL('../package-lock.json', import.meta.url);
  const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingPlatformPackages(lock);
  const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} platform packages added to package-lock.json`);
}
