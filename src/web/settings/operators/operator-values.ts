import type { Operator, OperatorInput } from '#contract/operator.ts';

/** An operator as the form holds them; numbers as written. */
export interface OperatorValues {
  name: string;
  email: string;
  role: Operator['role'];
  language: Operator['language'];
  queues: string[];
  ownCapacity: boolean;
  places: string;
  calls: string;
}

/** A new one as delivered. */
export function newOperator(language: Operator['language']): OperatorValues {
  return { name: '', email: '', role: 'operator', language, queues: [], ownCapacity: false, places: '5', calls: '1' };
}

/** What the form shows. */
export function valuesOf({ name, email, role, language, queues, capacity }: Operator): OperatorValues {
  return {
    name,
    email,
    role,
    language,
    queues: queues.toSorted(),
    ownCapacity: capacity !== null,
    places: String(capacity?.places ?? 5),
    calls: String(capacity?.kinds.phone ?? 1),
  };
}

/** What the API is told of a new one. */
export function inputOf({ name, email, role, language, queues }: OperatorValues): OperatorInput {
  return { name: name.trim(), email: email.trim(), role, language, queues };
}

/** Their capacity as the API takes it; what it says of other kinds of channel stays. */
export function capacityOf(
  { ownCapacity, places, calls }: OperatorValues,
  before: Operator['capacity'],
): Operator['capacity'] {
  if (!ownCapacity) return null;
  return { places: Number(places), kinds: { ...before?.kinds, phone: Number(calls) } };
}

/** What is wrong with a form, by its fields; empty when it may be saved. */
export function wrongWith({ name, email, ownCapacity, places, calls }: OperatorValues): OperatorWrong {
  const isWithin = (text: string, least: number) =>
    /^\d{1,3}$/u.test(text.trim()) && Number(text) >= least && Number(text) <= 100;
  return {
    ...(!name.trim() && { name: 'noName' }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email.trim()) && { email: 'badEmail' }),
    ...(ownCapacity && !isWithin(places, 1) && { places: 'badPlaces' }),
    ...(ownCapacity && !isWithin(calls, 0) && { calls: 'badCalls' }),
  };
}

export interface OperatorWrong {
  name?: 'noName';
  email?: 'badEmail';
  places?: 'badPlaces';
  calls?: 'badCalls';
}
