/** `{{client.name}}`, `{{operator.name}}`, `{{workspace.name}}`, `{{parameter.NAME}}`, `{{attribute.NAME}}`; other braces are plain text. */
const variable = /\{\{\s*((?:client|operator|workspace|parameter|attribute)\.[^{}\n]{1,100}?)\s*\}\}/gu;

/** The variables of a text, each once, in order of appearance. Of a reply: what nobody filled in, and what keeps it from being sent (R-TAB-7). */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map((match) => match[1] ?? ''))];
}

/** The text with the values that there are, once through: what a value itself holds is no variable. Missing ones stay as they are. */
export function fillVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(variable, (asWritten, name: string) => values.get(name) ?? asWritten);
}
