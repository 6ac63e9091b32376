/** How mail programs of many languages introduce what they quote. Every pattern is applied to a short text only. */

/** The verb of "On … Jana wrote:". */
const wrote =
  /(wrote|writes|napsala?|napsal\(a\)|píše|pise|napísala?|napísal\(a\)|schrieb|geschrieben|a écrit|écrit|escribió|escribi=C3=B3|ha scritto|scritto|escreveu|schreef|geschreven|skrev|kirjoitti|napisała?|napisał\(a\)|pisze|írta|a scris|yazdı|έγραψε|написала?|написал\(а\)|пишет|писал\(а\)|写道|寫道|のメッセージ|작성)/i;
const opening = /^[\s*_-]*(on|dne|dňa|am|le|el|il|em|op|den|på|w dniu|dnia|pe|a|la|em|at|у|в|在|\p{L}{2,12}\.?,? \d)/iu;
const dateOrTime = /\b(19|20)\d\d\b|\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\s?\d{1,2}[./-]|年/;
const address = /[^\s<>@]+@[^\s<>@]+/;

/** Whether a line (or a few joined ones) is the sentence that programs put above a quotation. */
export function isAttribution(line: string): boolean {
  const text = line.replace(/^[\s>]+/, '').trim();
  if (text.length < 8 || text.length > 500) return false;
  if (wrote.test(text) && /([:：]|=3A)\s*[-_*]*$/.test(text)) {
    return address.test(text) || (dateOrTime.test(text) && (opening.test(text) || /^\p{L}+, /u.test(text)));
  }
  if (/<[^<>]*@[^<>]*>\s*:$/.test(text) && /^(\p{L}{2,12}[.,]{0,2} )?\d/u.test(text) && dateOrTime.test(text))
    return true;
  if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text)) {
    return /<[^<>]*@[^<>]*>$/.test(text) || /\d{1,2}:\d{2}.*(gmt|utc)[+-]?[\d:]*/i.test(text);
  }
  return (
    /^(le|il|on)\b/i.test(text) && wrote.test(text) && dateOrTime.test(text) && /(wrote|écrit|scritto)\s*$/i.test(text)
  );
}

const forwardedWords =
  'original (message|appointment|e-?mail)|forwarded (message|by)|reply message|původní (zpráva|e-?mail)|puvodni zprava|přeposlaná zpráva|preposlana zprava|pôvodná správa|preposlaná správa|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d.origine|message original|message transféré|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|oprindelig (besked|meddelelse)|ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|przekazana wiadomość|исходное сообщение|пересылаемое сообщение|пересланное сообщение|eredeti üzenet|továbbított üzenet|原始邮件|原始郵件|转发的邮件|元のメッセージ|원본 메시지';
const dashed = new RegExp(
  `^[\\s>]*[-_*=]{2,}[ \\t]*(${forwardedWords})\\b.{0,80}$|^[\\s>]*[-_*=]{2,}[ \\t]*(${forwardedWords})[ \\t]*[-_*=:]*$`,
  'iu',
);
const worded =
  /^[\s>]*(begin forwarded message|začátek přeposílané zprávy|začátek přeposlané zprávy|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré)|inizio messaggio inoltrato|inicio del mensaje reenviado|begin doorgestuurd bericht)\s*:?\s*$/i;

const replyAbove =
  /^[\s>#*=_-]*(please )?((write|type|enter) )?(your )?reply (above|over) (this|the) line|^[\s>#*=_-]*(prosím,? )?(pište|napište)? ?(svou |vaši )?odpověď(te)?( prosím)? (pište |napište )?nad (tuto|touto|tento)/i;

/** Whether a line says that an older or forwarded message follows: `---------- Forwarded message ----------`. */
export function isMessageMarker(line: string): boolean {
  return line.length < 200 && (dashed.test(line) || worded.test(line) || replyAbove.test(line));
}

const fromField =
  /^[\s>*]*(from|od|von|de|da|van|fra|från|from|от|lähettäjä|feladó|发件人|寄件者|差出人|보낸 사람)\s?\*?\s?[:：]\*?\s*\S/i;
const otherField =
  /^[\s>*]*(sent|date|odesláno|odeslano|datum|dátum|odoslané|gesendet|envoyé|enviado( el)?|fecha|inviato|data|verzonden|wysłano|sendt|skickat|отправлено|дата|发送时间|寄件日期|送信日時|to|komu|pro|an|à|para|aan|do|til|till|кому|收件人|宛先|cc|kopie|kopia|subject|předmět|predmet|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne|assunto|тема|主题|主旨|件名|importance|reply-to)\s?\*?\s?[:：]/i;

/** How many lines from `place` are the header that Outlook and others put above an older message; 0 when none begins there. */
export function embeddedHeader(lines: string[], place: number): number {
  const first = lines[place]?.slice(0, 500) ?? '';
  const beginsWithFrom = fromField.test(first);
  if (!beginsWithFrom && !otherField.test(first)) return 0;
  let [from, others, length] = beginsWithFrom ? [1, 0, 1] : [0, 1, 1];
  for (let ahead = 1; ahead < 12; ahead++) {
    const line = lines[place + ahead]?.slice(0, 500) ?? '';
    if (otherField.test(line)) others++;
    else if (fromField.test(line)) from++;
    else if (line.trim() !== '' || (others === 0 && ahead < 3)) continue;
    else break;
    length = ahead + 1;
  }
  if (beginsWithFrom) return others >= 2 || (others === 1 && address.test(first)) ? length : 0;
  return from > 0 && others >= 2 ? length : 0;
}

const device =
  /^[\s<([*_]*((sent|written) (from|via|with|by|using)\b|get outlook for|get \[outlook|from my (mobile|phone|iphone|ipad|android)|envoyé (depuis|de mon|à partir|avec)|von meine[mnr]? .* gesendet|gesendet (von|mit|aus)|diese nachricht wurde von .* gesendet|verzonden (met|vanaf|van)|verstuurd (vanaf|met)|enviado (desde|do|a partir)|inviato (da|dal)|odesláno (z|ze|pomocí)|odeslano z|odoslané z|odosielané z|wysłan[oey] z|skickat från|sendt fra|lähetetty|отправлено (с|из)|從我的|从我的|發自我|发自我的|iphoneから送信|나의 .* 보냄|získejte outlook|stáhnout outlook|zasláno z)/i;

/** Whether a line is what a program adds below every mail: "Sent from my iPhone". */
export function isDeviceLine(line: string): boolean {
  return line.length < 200 && device.test(line) && !/[.!?]\s+\p{Lu}.*[.!?]\s+\p{Lu}/u.test(line);
}
