/** What is said of an address that is gone for good: RFC 3463 codes, and the words servers use with coarser ones. */
const goneCodes = /^5\.1\.([1236]|10)$/;
const gone =
  /(user|recipient|mailbox|address|account|e-?mail)( name| address| account|s)?['" ]* *(<[^<>]{1,320}> *|is |was )?(is |was )?(unknown|not (be )?found|not known|(does ?n[o']t|does not|did not|didn't) (exist|have an account)|no longer (exists|valid|available|active|in use)|(is )?invalid|unrouteable|not (a )?valid)|(unknown|invalid|no such|not (a )?(known|valid)|no) (local )?(user|recipient|mailbox|address|account|person|domain|host)|(doesn'?t|does not) have (an? )?(yahoo|[\w.]+) account|not our customer|(host|domain)( or domain)?( name)?( is)? (unknown|not found|does not exist)|nxdomain|unrouteable address|unknown in .{0,40}(table|domain)|there is no (such )?(one|user)|has (moved|changed)|no longer (on server|works? here|employed)|couldn't be found|not listed in|recipient address rejected: access denied|neexistuje|unbekannt/i;
const notTheAddress =
  /spam|block(ed|list)|black ?list|dnsbl|rbl\b|policy|reputation|\bspf\b|dkim|dmarc|relay|quota|full|over ?limit|exceed|too (many|much|large|big|busy|fast)|rate|size|virus|content|attachment|greylist|try (again|later)|temporar|authenticat|reverse dns|\bptr\b|sender (address )?(rejected|verify|denied)|helo|timed? ?out|suspend|disabled/i;

/**
 * The status of a failure and whether it is final for the *address* (RFC 3463): a mailbox or domain that is not there.
 * What failed for another reason (a full mailbox, a refused text, a blocked server) or may yet arrive is not: the address
 * may be in order. Takes the status as stated, else reads one out of the server's answer.
 */
export function failureKind(
  stated: string | null,
  diagnostic: string | null,
  delayed: boolean,
): { status: string | null; permanent: boolean } {
  const words = diagnostic ?? '';
  const status = bestStatus(stated, words);
  if (delayed || status?.startsWith('2.')) return { status, permanent: false };
  const [saysGone, otherReason] = [gone.test(words), notTheAddress.test(words)];
  // A server may answer 450 to an unknown user: once delivery was given up, its words count
  if (status?.startsWith('4.')) return { status, permanent: saysGone && !otherReason && status.startsWith('4.1.') };
  const codeSaysGone = goneCodes.test(status ?? '');
  return { status, permanent: saysGone ? codeSaysGone || !otherReason : codeSaysGone && !otherReason };
}

/** A stated `5.0.0` says only "failed": the answer of the other server often holds the exact code. */
function bestStatus(stated: string | null, words: string): string | null {
  const given = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(stated ?? '')?.[1] ?? null;
  if (given && !given.endsWith('.0.0')) return given;
  const enhanced = /(?:^|[\s#(-])([245]\.\d{1,3}\.\d{1,3})(?=[\s):,;]|$)/.exec(words)?.[1];
  if (enhanced && (!given || enhanced[0] === given[0])) return enhanced;
  const reply = /(?:^|[\s:(])([245])\d\d(?=[\s-]|$)/.exec(words)?.[1];
  return given ?? (reply ? `${reply}.0.0` : null);
}
