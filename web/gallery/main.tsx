import '../theme/fonts.css';
import '../theme/tokens.css';
import '../theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyPreferences, setPreferences } from '../theme/preferences.ts';
import type { Density, Theme } from '../theme/preferences.ts';
import { OptionalWord } from '../ui/field.tsx';
import { Toasts } from '../ui/index.ts';
import { WordsProvider, setLanguage, t } from '../words/index.ts';
import type { Language } from '../words/index.ts';
import { Gallery } from './gallery.tsx';

/** `?theme=dark&density=compact&language=es&dir=rtl`: the gallery in one of its appearances. */
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
const density = asked.get('density');
if (theme) setPreferences({ theme: theme as Theme });
if (density) setPreferences({ density: density as Density });
applyPreferences();
await setLanguage((asked.get('language') ?? 'en') as Language);
document.documentElement.dir = asked.get('dir') ?? 'ltr';

const place = document.getElementById('gallery');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <WordsProvider>
        <OptionalWord value={t('ui.optional')}>
          <Gallery />
          <Toasts label="Notifications" closeLabel="Close" />
        </OptionalWord>
      </WordsProvider>
    </StrictMode>,
  );
}
