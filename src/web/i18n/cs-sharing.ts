import type { Messages } from './messages.ts';

/** Slova rozdělování práce (R-DSK-1): co nabízí fronta. */
export const csSharing: Pick<Messages, 'offer'> = {
  offer: {
    title: 'Nabídka pro vás',
    you: 'nabídka pro vás',
    to: 'nabídka pro: {{name}}',
    toYou: 'Fronta {{name}} vám nabízí tohoto klienta',
    declined: 'Odmítnuto. Klient jde k dalšímu kolegovi.',
    over: 'Odpověď nepřišla včas. Klient jde k dalšímu kolegovi.',
    paused: 'Máte teď pauzu: dvě nabídky po sobě zůstaly bez odpovědi. Až budete mít volno, nastavte to znovu.',
    stay: 'Zůstat na pauze',
    unanswered: 'nabídky zůstaly bez odpovědi',
    read: 'Nejdřív si ji přečíst',
  },
};
