import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AddedOperator, Operator, OperatorEdit, OperatorInput, SignInLink } from './operator.ts';

const tags = ['Operators'];
const ById = z.strictObject({ id: z.uuid() });

/** The people who work here, for administrators: part of `operators` in api.ts. */
export const people = {
  details: oc
    .route({
      method: 'GET',
      path: '/operators/details',
      tags,
      summary: 'Everybody with role, address and capacity, for administrators; those without access any more come last',
    })
    .output(z.object({ items: z.array(Operator), nextCursor: z.null() })),
  read: oc
    .route({ method: 'GET', path: '/operators/{id}', tags, summary: 'For administrators' })
    .input(ById)
    .output(Operator),
  add: oc
    .route({
      method: 'POST',
      path: '/operators',
      successStatus: 201,
      tags,
      summary: 'Somebody new gets a one-time link to choose a password; 409 for who is an operator already',
    })
    .input(OperatorInput)
    .output(AddedOperator),
  edit: oc
    .route({
      method: 'PATCH',
      path: '/operators/{id}',
      tags,
      summary: 'Role, queues and capacity; 409 for the last administrator',
    })
    .input(OperatorEdit)
    .output(Operator),
  deactivate: oc
    .route({
      method: 'POST',
      path: '/operators/{id}/deactivate',
      tags,
      summary:
        'Ends their access at once; their open conversations wait in their queues again; 409 for the last administrator',
    })
    .input(ById)
    .output(Operator),
  bringBack: oc
    .route({
      method: 'POST',
      path: '/operators/{id}/bring-back',
      tags,
      summary: 'With the role and queues that they had',
    })
    .input(ById)
    .output(Operator),
  signInLink: oc
    .route({
      method: 'POST',
      path: '/operators/{id}/sign-in-link',
      tags,
      summary: 'A new link for somebody who has chosen no password yet; the former one ends; 409 for others',
    })
    .input(ById)
    .output(SignInLink),
};
