import { type CSSVariablesResolver, createTheme, localStorageColorSchemeManager } from '@mantine/core';

const ink = [
  '#f6f7f9',
  '#e9ecf0',
  '#dde1e7',
  '#b3bcc7',
  '#96a1ae',
  '#7f8895',
  '#5d6775',
  '#465060',
  '#2a323b',
  '#1a2029',
] as const;

/** Mantine in the words of tokens.css: ink is the primary colour, and every surface is a token. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 9,
  colors: { ink },
  defaultRadius: 6,
  fontFamily: 'var(--vz-font)',
  respectReducedMotion: true,
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--vz-canvas)',
    '--mantine-color-text': 'var(--vz-text)',
    '--mantine-color-default-border': 'var(--vz-line)',
    '--mantine-color-dimmed': 'var(--vz-text-3)',
    '--mantine-color-anchor': 'var(--vz-accent)',
    '--mantine-color-error': 'var(--vz-danger)',
  },
  light: {},
  dark: {},
});

export const colorSchemes = localStorageColorSchemeManager({ key: 'vizitka-theme' });
