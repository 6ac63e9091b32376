import { expect, it } from 'vitest';
import { webchatEditOf, webchatValuesOf, wrongWithWebchat } from './webchat-values.ts';

const asDelivered = webchatValuesOf({ isOpen: true, seesVisitors: 'always', remembers: 'asks', allowedOrigins: [] });

it('tells only what was changed, and takes an emptied setting back', () => {
  expect(webchatEditOf({})).toEqual({});
  expect(webchatEditOf({ entryForm: '', title: ' Shop ', isOpen: false })).toEqual({
    entryForm: null,
    title: 'Shop',
    isOpen: false,
  });
  expect(webchatEditOf({ origins: 'https://a.example.com/\n\nhttps://b.example.com' })).toEqual({
    allowedOrigins: ['https://a.example.com', 'https://b.example.com'],
  });
});

it('asks for sites without a path and for an address of the privacy page', () => {
  expect(wrongWithWebchat(asDelivered)).toEqual({});
  expect(wrongWithWebchat({ ...asDelivered, origins: 'https://a.example.com/shop' })).toEqual({ origins: true });
  expect(wrongWithWebchat({ ...asDelivered, privacy: 'our page' })).toEqual({ privacy: true });
});
