import { useTranslation } from 'react-i18next';
import { grouped } from '../../i18n/format.ts';

/** What is wrong with a row in the reader's language, where it is one of the usual things; else in the server's words, which are English. */
export function useProblemWords(): (problem: string) => { text: string; lang: string | undefined } {
  const { t } = useTranslation();
  return (problem) => {
    const [, noEnding] = /^The address “(.+)” has no ending/u.exec(problem) ?? [];
    const [, noEmail] = /^“(.+)” is not an e.mail address/u.exec(problem) ?? [];
    const [, inBin] = /^Its card (\d+) is in the bin/u.exec(problem) ?? [];
    if (inBin) return { text: t('contactImport.problem.inBin', { value: grouped(Number(inBin)) }), lang: undefined };
    if (noEnding) return { text: t('contactImport.problem.noEnding', { value: noEnding }), lang: undefined };
    if (noEmail) return { text: t('contactImport.problem.noEmail', { value: noEmail }), lang: undefined };
    if (/no name and no identifier/u.test(problem)) return { text: t('contactImport.problem.empty'), lang: undefined };
    return { text: problem, lang: 'en' };
  };
}
