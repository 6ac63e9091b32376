import { channelKinds } from '#contract/channel.ts';
import type { reachingAttributes } from '#contract/contact.ts';
import type { FieldShape } from './read-field-value.ts';

const shapes: Record<(typeof reachingAttributes)[number], FieldShape> = {
  preferred_channel: { type: 'choice', shape: null, choices: channelKinds.filter((kind) => kind !== 'custom') },
  do_not_contact: { type: 'yesNo', shape: null, choices: [] },
};

/** How the values look of an attribute that comes with Vizitka and says how the client may be reached (R-DIR-10); undefined of all others. */
export function presetAttribute(name: string): FieldShape | undefined {
  return Object.hasOwn(shapes, name) ? shapes[name as keyof typeof shapes] : undefined;
}
