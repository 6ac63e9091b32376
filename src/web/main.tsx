import './trusted.ts';
import '@fontsource-variable/inter/wght.css';
import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './i18n/start.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root.');
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
