import type { Messages } from './messages.ts';

/** Co server odmítne, česky: podle důvodu, jinak podle kódu. */
export const csRefusals: Pick<Messages, 'refused' | 'refusedAs'> = {
  refused: {
    inBin: 'Karta je v koši. Nejdřív ji obnovte.',
    binnedAlready: 'Karta už v koši je.',
    notInBin: 'Karta už v koši není.',
    changedInBin: 'Karta se v koši změnila. Vraťte změnu, která ji tam přesunula.',
    mergedAlready: 'Tyto karty už jsou jedna.',
    undoneAlready: 'Už je to vrácené.',
    undoGone: 'Co změna upravila, už neexistuje.',
    undoReplaced: 'Nahradily ji pozdější změny.',
    hasCard: 'Klient už kartu má. Upravte ji.',
    unknownClient: 'Nejdřív konverzaci propojte s kartou, teprve pak ověřte, kdo mluví.',
    linkedToNobody: 'Konverzace už s nikým propojená není.',
    notOffered: 'To už se nenabízí, někdo byl rychlejší. Podívejte se znovu.',
    contraryGone: 'Na to už někdo odpověděl.',
    noCodeSent: 'Žádný kód nečeká na odpověď. Nejdřív ho pošlete.',
    codesTooMany: 'Během hodiny odešlo příliš mnoho kódů. Počkejte, nebo klienta ověřte otázkami.',
    addressShared: 'Adresu používají i jiní, kód na ni nic nedokáže. Zvolte jinou.',
    noTextChannel: 'Kódy se posílají jen na e‑mail. Zvolte e‑mail, nebo klienta ověřte otázkami.',
    noMailServer: 'Poštovní server není nastavený, kód proto nelze poslat. Nastaví ho správce.',
    codeNotSent: 'Poštovní server kód nepřijal. Zkuste to znovu, nebo klienta ověřte otázkami.',
    notEmail: 'Tohle není e‑mailová adresa. Napište ji jako jmeno@example.com.',
    neverIdentifies: 'Tento údaj nikoho neurčuje, na kartě proto být nemůže.',
    offline: 'Jste offline. Nic se neztratilo.',
  },
  refusedAs: {
    INVALID: 'Server zadaný údaj nepřijal. Zkontrolujte, jak je napsaný.',
    FORBIDDEN: 'Na to nemáte oprávnění. Obraťte se na supervizora nebo správce.',
    NOT_FOUND: 'Už to tu není, nebo to nesmíte vidět.',
    CONFLICT: 'Teď to nejde: něco se mezitím změnilo nebo tomu brání. Podívejte se znovu.',
    STALE: 'Mezitím to změnil někdo jiný. Podívejte se, co se změnilo, a zkuste to znovu.',
    TOO_LARGE: 'Je to víc, než se dá najednou přijmout.',
    TOO_MANY: 'Příliš mnoho najednou. Chvíli počkejte a zkuste to znovu.',
    UNAUTHENTICATED: 'Nejste přihlášeni. Přihlaste se znovu.',
  },
};
