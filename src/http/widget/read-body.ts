import type { Context } from 'hono';
import { Refusal } from '#contract/errors.ts';

/** A schema of contract/, as far as it is needed here. */
interface Schema<Value> {
  safeParse(
    given: unknown,
  ): { success: true; data: Value } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

/** The JSON of a request, as its schema says. @throws BAD_REQUEST for what is no JSON, INVALID with a message per field. */
export async function readBody<Value>(context: Context, schema: Schema<Value>): Promise<Value> {
  const given: unknown = await context.req.json().catch((error: unknown) => {
    if (error instanceof Refusal || !(error instanceof SyntaxError)) throw error;
    throw new Refusal('BAD_REQUEST', 'This is no JSON.');
  });
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const fields = Object.fromEntries(
    read.error.issues.map(({ path, message }) => [path.map(String).join('.') || '(all)', message]),
  );
  const [first] = Object.entries(fields);
  throw new Refusal('INVALID', `Please check what was sent: ${first?.[0]}: ${first?.[1]}`, { fields });
}
