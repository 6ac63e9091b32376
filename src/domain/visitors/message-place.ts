/**
 * The id of a visitor's message in its channel, made of letters alone: it is then also its place among entries of the same moment (intake/claim-delivery.ts), and
 * the widget's own id can be read back from there. Another visitor's message of the same id is another one.
 */
export function messagePlace(visitorId: string, messageId: string): string {
  return `${lettersOf(visitorId)}.${messageId}`;
}

/** The widget's own id of an entry at this place; null for an entry of anybody else. */
export function messageIdAt(place: string, visitorId: string): string | null {
  const prefix = `${lettersOf(visitorId)}.`;
  return place.startsWith(prefix) ? place.slice(prefix.length) : null;
}

function lettersOf(uuid: string): string {
  return uuid.replaceAll('-', '').replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
