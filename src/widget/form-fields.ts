import type { FormField } from '#contract/form.ts';
import type { FieldProblem, WidgetLanguage } from '#contract/widget.ts';
import { h, icon, setAttribute } from './dom.ts';
import { textIn, wordsOf } from './words.ts';

export type Answers = Record<string, string | boolean>;

/** The fields of a form, with what is wrong with each beside it. */
export interface Fields {
  elements: HTMLElement[];
  read(): Answers;
  /** Shows what is wrong and moves to the first of it; returns whether anything is. */
  show(problems: Record<string, string>): boolean;
  /** What can be said here already; the server looks at every answer anyway. */
  check(): Record<string, FieldProblem>;
}

let made = 0;

export function formFields(fields: FormField[], given: Answers, language: WidgetLanguage): Fields {
  const words = wordsOf(language);
  const rows = fields.map((field) => {
    const id = `f${++made}`;
    const input = inputOf(field, given[field.id], id);
    const problem = h('span', { class: 'problem', id: `${id}-problem`, hidden: true });
    const label = textIn(field.label, language) || field.id;
    const optional = !field.required && field.type !== 'consent' && h('small', {}, ` ${words.optional}`);
    const element =
      field.type === 'consent'
        ? h('div', { class: 'field' }, h('label', { class: 'check' }, input, h('span', {}, label)), problem)
        : h('div', { class: 'field' }, h('label', { class: 'label', for: id }, label, optional), input, problem);
    input.addEventListener('input', () => tell(input, problem, null));
    return { field, input, problem, element };
  });

  function tell(input: HTMLElement, problem: HTMLElement, words: string | null): void {
    setAttribute(input, 'aria-invalid', words !== null && 'true');
    setAttribute(input, 'aria-describedby', words !== null && problem.id);
    problem.hidden = words === null;
    problem.replaceChildren(...(words === null ? [] : [icon('alert', 14), words]));
  }

  const read = () =>
    Object.fromEntries(
      rows.map(({ field, input }) => [
        field.id,
        field.type === 'consent' ? (input as HTMLInputElement).checked : input.value.trim(),
      ]),
    );
  return {
    elements: rows.map(({ element }) => element),
    read,
    show(problems) {
      for (const { field, input, problem } of rows) {
        const code = problems[field.id];
        tell(input, problem, code === undefined ? null : (words.problems[code as FieldProblem] ?? words.trouble));
      }
      const first = rows.find(({ field }) => problems[field.id] !== undefined);
      first?.input.focus();
      return first !== undefined;
    },
    check() {
      const answers = read();
      const wrong: [string, FieldProblem][] = [];
      for (const { id, type, required } of fields) {
        const answer = answers[id];
        const isMail = type !== 'email' || !answer || /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(String(answer));
        if (required && !answer) wrong.push([id, 'missing']);
        else if (!isMail) wrong.push([id, 'email']);
      }
      return Object.fromEntries(wrong);
    },
  };
}

function inputOf(
  field: FormField,
  given: string | boolean | undefined,
  id: string,
): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const { type, required, choices, fills } = field;
  const common = { id, class: 'input', 'aria-required': required && 'true' };
  if (type === 'consent') {
    const box = h('input', { id, type: 'checkbox', 'aria-required': required && 'true' });
    box.checked = given === true;
    return box;
  }
  if (type === 'choice') {
    const select = h('select', common, h('option', { value: '' }), ...choices.map((choice) => h('option', {}, choice)));
    select.value = typeof given === 'string' && choices.includes(given) ? given : '';
    return select;
  }
  const fill = { name: 'name', email: 'email', phone: 'tel' }[fills ?? ''];
  const kind = { email: 'email', phone: 'tel', date: 'date' }[type as string] ?? 'text';
  const input =
    type === 'long'
      ? h('textarea', { ...common, rows: 3, maxlength: 5_000 })
      : h('input', {
          ...common,
          type: kind,
          maxlength: 500,
          autocomplete: fill ?? 'off',
          ...(type === 'email' && { dir: 'ltr' }),
        });
  input.value = typeof given === 'string' ? given : '';
  return input;
}
