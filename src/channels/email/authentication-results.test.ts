import { describe, expect, it } from 'vitest';
import { readVerdict } from './authentication-results.ts';

const trusted = ['mx.example.com', 'mx.google.com'];

function verdict(...lines: string[]) {
  const headers = [...lines, 'From: jana@example.cz'].map((line) => {
    const colon = line.indexOf(':');
    return { key: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  return readVerdict(headers, 'jana@example.cz', trusted);
}

const border =
  'Received: from out.example.cz (out.example.cz [192.0.2.1]) by mx.example.com with ESMTPS id 1; Sun, 22 Nov 2026 10:00:00 +0100';
const result = (text: string, host = 'mx.example.com') => `Authentication-Results: ${host}; ${text}`;

describe('the verdict on a sender', () => {
  it('follows DMARC of a trusted server', () => {
    expect(verdict(result('dmarc=pass header.from=example.cz'), border)).toEqual({
      verdict: 'aligned',
      authenticatedBy: 'DMARC',
    });
    expect(
      verdict(result('dkim=pass header.d=example.cz; dmarc=fail (p=reject) header.from=example.cz'), border).verdict,
    ).toBe('failed');
    expect(verdict(result('dkim=pass header.d=example.cz'), result('dmarc=pass'), border).verdict).toBe('aligned');
  });

  it('needs both DKIM and SPF, aligned, where DMARC says nothing', () => {
    const dkim = 'dkim=pass (2048 bit) header.d=mail.example.cz';
    const spf = 'spf=pass smtp.mailfrom="bounce@example.cz"';
    expect(verdict(result(`${dkim}; ${spf}; dmarc=none`))).toEqual({
      verdict: 'aligned',
      authenticatedBy: 'DKIM and SPF',
    });
    for (const one of [
      dkim,
      spf,
      `${dkim}; spf=pass smtp.mailfrom=x@example.net`,
      `${dkim}; spf=softfail smtp.mailfrom=example.cz`,
    ]) {
      expect(verdict(result(one))).toEqual({ verdict: 'none' });
    }
    expect(verdict(result(`dkim=pass header.d=cz; ${spf}`)).verdict).toBe('none');
    expect(verdict(result(`dkim=pass header.d=notexample.cz; ${spf}`)).verdict).toBe('none');
  });

  it('does not believe results of other servers or none', () => {
    expect(verdict().verdict).toBe('none');
    expect(verdict(result('dmarc=pass', 'mx.example.com.evil.example'), border).verdict).toBe('none');
    expect(verdict(result('dmarc=pass', 'evil.example; mx.example.com'), border).verdict).toBe('none');
  });

  it('does not believe a result that came in with the mail', () => {
    expect(verdict(border, result('dmarc=pass')).verdict).toBe('none');
    expect(verdict(result('spf=none'), result('dmarc=pass')).verdict).toBe('none');
    expect(verdict(border, result('dmarc=pass'), border).verdict).toBe('none');
    const posing = 'Received: from [127.0.0.1] (evil.example [198.51.100.6]) by mx.example.com with ESMTP; x';
    expect(verdict(posing, result('dmarc=pass')).verdict).toBe('none');
  });

  it('looks past inner hops, and below the line of a server that writes there', () => {
    const lmtp = 'Received: from mx.example.com by store.example.com with LMTP id 1; x';
    const filter = 'Received: from localhost (localhost [127.0.0.1]) by mx.example.com (filter) with ESMTP; x';
    expect(verdict(lmtp, filter, result('dmarc=pass'), border).verdict).toBe('aligned');
    const google = 'Received: from out.example.cz (out.example.cz. [192.0.2.1]) by mx.google.com with ESMTPS id 1; x';
    const inner = 'Received: by 2002:a05:6512::1 with SMTP id 2; x';
    expect(verdict(inner, google, result('dmarc=pass', 'mx.google.com')).verdict).toBe('aligned');
    expect(verdict(inner, google, border, result('dmarc=pass', 'mx.google.com')).verdict).toBe('none');
  });

  it('is not fooled by comments, quotes, another judged domain or two From fields', () => {
    expect(verdict(result('spf=fail (x; dmarc=pass) smtp.mailfrom=a')).verdict).toBe('none');
    expect(verdict(result('spf=fail reason="x; dmarc=pass" smtp.mailfrom=a')).verdict).toBe('none');
    expect(verdict(result('dmarc=pass header.from=evil.example')).verdict).toBe('none');
    expect(verdict(result('dmarc=pass'), 'From: a@evil.example').verdict).toBe('none');
  });
});
