import type { RoutingRule, RoutingRuleInput } from '#contract/routing.ts';

/** A rule as its form holds it. */
export interface RoutingValues {
  name: string;
  where: 'text' | 'subject' | 'sender' | 'parameter';
  /** The name of the parameter, where it looks at one. */
  parameter: string;
  how: RoutingRule['how'];
  value: string;
  channels: string[];
  queueId: string;
  enabled: boolean;
}

export const wheres = ['text', 'subject', 'sender', 'parameter'] as const;

export const newRouting: RoutingValues = {
  name: '',
  where: 'text',
  parameter: '',
  how: 'contains',
  value: '',
  channels: [],
  queueId: '',
  enabled: true,
};

/** What of the first message a rule looks at: a part of it, or a parameter by its name. */
export function whereOf(parameter: string): RoutingValues['where'] {
  return wheres.find((where) => parameter === `:${where}`) ?? 'parameter';
}

/** A rule as the form shows it. */
export function valuesOfRouting({ name, parameter, how, value, channels, queue, enabled }: RoutingRule): RoutingValues {
  const where = whereOf(parameter);
  return {
    name,
    where,
    parameter: where === 'parameter' ? parameter : '',
    how,
    value,
    channels: channels.toSorted(),
    queueId: queue.id,
    enabled,
  };
}

/** What the API is told. */
export function routingInputOf({ where, parameter, name, value, ...same }: RoutingValues): RoutingRuleInput {
  return {
    ...same,
    name: name.trim(),
    parameter: where === 'parameter' ? parameter.trim() : `:${where}`,
    value: same.how === 'given' ? '' : value.trim(),
  };
}

/** A rule as the API takes it, at its place: to bring it back. */
export function inputAgain({ id: _id, queue, ...rule }: RoutingRule, place?: number): RoutingRuleInput {
  return { ...rule, queueId: queue.id, ...(place !== undefined && { place }) };
}

/** What is wrong with a rule, by its fields, as codes; empty when it may be saved. */
export function wrongWithRouting({ name, where, parameter, how, value, queueId }: RoutingValues) {
  return {
    ...(!name.trim() && { name: 'noName' as const }),
    ...(where === 'parameter' && !parameter.trim() && { parameter: 'noParameter' as const }),
    ...(how !== 'given' && !value.replaceAll(',', '').trim() && { value: 'noValue' as const }),
    ...(!queueId && { queueId: 'noQueue' as const }),
  };
}
