import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, Environment, readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({}, {})).toMatchObject({
      port: 8010,
      host: '127.0.0.1',
      origin: null,
      database: null,
      logLevel: 'info',
    });
  });

  it('takes flags before the environment, and blank variables for none', () => {
    const environment = { VIZITKA_PORT: '9000', VIZITKA_HOST: '', VIZITKA_DATA: '/srv/a' };
    expect(readConfig({ port: '9001' }, environment)).toMatchObject({
      port: 9001,
      host: '127.0.0.1',
      dataDir: '/srv/a',
    });
  });

  it('keeps the key file outside the data directory', () => {
    expect(readConfig({ data: '/srv/vizitka' }, {}).keyFile).toBe('/srv/vizitka.key');
  });

  it('takes a database of one’s own, the same for all purposes unless said otherwise', () => {
    const url = 'postgresql://app@db.example.com/vizitka';
    expect(readConfig({}, { DATABASE_URL: url }).database).toEqual({ url, adminUrl: url, directUrl: url });
    expect(() => readConfig({}, { DATABASE_ADMIN_URL: url })).toThrow('DATABASE_URL: is missing');
  });

  it('takes a mail server with the address that its mails come from, or neither', () => {
    const mail = { VIZITKA_SMTP_URL: 'smtp://desk:pass@mail.example.com:587', VIZITKA_SMTP_FROM: 'desk@example.com' };
    expect(readConfig({}, mail).mail).toEqual({ url: mail.VIZITKA_SMTP_URL, from: mail.VIZITKA_SMTP_FROM });
    expect(readConfig({}, {}).mail).toBeNull();
    expect(() => readConfig({}, { ...mail, VIZITKA_SMTP_FROM: '' })).toThrow('VIZITKA_SMTP_FROM: is missing');
    expect(() => readConfig({}, { ...mail, VIZITKA_SMTP_URL: 'https://mail' })).toThrow(
      'VIZITKA_SMTP_URL: must look like',
    );
  });

  it('names every setting that cannot be used, and what is wrong with it', () => {
    const wrong = {
      VIZITKA_PORT: 'eighty',
      DATABASE_URL: 'mysql://db',
      VIZITKA_SECRET: 'short',
      VIZITKA_ORIGIN: 'desk',
    };
    const refused = () => readConfig({}, wrong);
    expect(refused).toThrow(ConfigError);
    for (const name of Object.keys(wrong)) expect(refused).toThrow(`${name}: `);
  });

  it('stands in the table of the documentation, setting by setting', async () => {
    const table = await readFile(new URL('../docs/configuration.md', import.meta.url), 'utf8');
    const documented = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
    expect(documented.toSorted()).toEqual(Object.keys(Environment.shape).toSorted());
  });
});
