import { fold } from '#contract/fold.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { RoutingRule } from '#contract/routing.ts';

/** A rule as the intake needs it, of those that are on and meant for the channel, in their order. */
export type ReadyRoute = Pick<RoutingRule, 'name' | 'parameter' | 'how' | 'value'> & { queueId: string };

/** So much of a text is looked at, in characters: what somebody wants stands at its beginning. */
const mostRead = 20_000;

/** The first rule that fits a client's message (R-DSK-1); null: none does, or it is a message of ours. */
export function routeOf(rules: ReadyRoute[], message: ReceivedMessage): ReadyRoute | null {
  if (rules.length === 0 || message.item.direction !== 'in') return null;
  return rules.find((rule) => fits(rule, said(message, rule.parameter))) ?? null;
}

function said({ item, mail }: ReceivedMessage, parameter: string): string {
  switch (parameter) {
    case ':subject':
      return item.subject ?? '';
    case ':text':
      return (mail?.newText ?? item.text ?? '').slice(0, mostRead);
    case ':sender':
      return item.from.value;
    default: {
      const value = Object.hasOwn(item.parameters ?? {}, parameter) ? item.parameters?.[parameter] : undefined;
      return value === undefined || value === null ? '' : String(value);
    }
  }
}

function fits({ how, value }: ReadyRoute, given: string): boolean {
  const text = fold(given).trim();
  if (how === 'given') return text !== '';
  const asked = value.split(',').map((one) => fold(one).trim());
  return asked.some((one) => one !== '' && matches[how](text, one));
}

const matches: Record<Exclude<RoutingRule['how'], 'given'>, (text: string, asked: string) => boolean> = {
  is: (text, asked) => text === asked,
  contains: (text, asked) => text.includes(asked),
  begins: (text, asked) => text.startsWith(asked),
};
