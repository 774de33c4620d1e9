import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api.ts';
import { makeRouter } from './router.tsx';
import { applyPreferences } from './theme/preferences.ts';
import { allowEmptying } from './trusted.ts';
import { WordsProvider, firstLanguage, setLanguage } from './words/index.ts';

allowEmptying();
applyPreferences();
await setLanguage(firstLanguage());
const place = document.getElementById('concert');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <WordsProvider>
          <RouterProvider router={makeRouter()} />
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
