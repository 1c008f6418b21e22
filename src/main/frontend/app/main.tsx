import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { Broken } from './ground/Broken';
import { startTheme } from './ground/settings';
import { startLanguage } from './words';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/sidebar.css';
import './styles/log.css';
import './styles/text.css';
import './styles/messages.css';
import './styles/composer.css';
import './styles/dialogs.css';
import './styles/session.css';

startTheme();
await startLanguage();

const place = document.getElementById('app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Broken>
        <App />
      </Broken>
    </StrictMode>,
  );
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
