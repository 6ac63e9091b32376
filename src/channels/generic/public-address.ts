import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are nobody's on the internet: IANA's special-purpose registries (RFC 6890), and those of IPv6 that lead to IPv4 (RFC 3056, 4380, 6052). */
const denied = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/9', // link-local, and site-local of old
  'ff00::/8',
]) {
  const [net = '', bits] = range.split('/');
  denied.addSubnet(net, Number(bits), net.includes(':') ? 'ipv6' : 'ipv4');
}

/** Whether an address may be reached from here: a public one. An IPv4 address written as IPv6 counts as what it is. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !denied.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** A host that a webhook may not go to. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Refuses a host that is written as an address of a private network: no name is looked up for it, so `publicLookup` never sees it. */
export function refusePrivateHost(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isPublicAddress(bare)) throw new PrivateAddress(bare);
}

/** Looks a name up for a connection, and refuses it when any of its addresses is private: what is checked is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }).then(
    (found) => {
      const [first] = found;
      if (!first) return done(new Error(`${hostname} has no address`), '', 0);
      if (found.some(({ address }) => !isPublicAddress(address))) return done(new PrivateAddress(hostname), '', 0);
      return options.all ? done(null, found) : done(null, first.address, first.family);
    },
    (error: NodeJS.ErrnoException) => done(error, '', 0),
  );
};
