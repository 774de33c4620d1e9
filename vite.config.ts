import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compiledWords } from './web/words/build.ts';
import { onlyOurLocales } from './web/locales.ts';
import { type BuiltWing, onlyThisWing } from './web/wings/build.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const wing: BuiltWing = process.env['CONCERT_WING'] === 'provider' ? 'provider' : 'taskforce';

/**
 * The web application of a wing (`CONCERT_WING`): root `web/`, output `dist/web` or `dist/provider`, one chunk for
 * each room's screen.
 * Nothing is inlined (scripts, styles, fonts), so the strictest content security policy holds.
 * `CONCERT_API` is where the development server forwards `/rpc` and `/files`.
 */
export default defineConfig(({ mode }) => ({
  root: at('./web'),
  publicDir: at('./web/public'),
  cacheDir: at(`./dist/.vite-${wing}`),
  plugins: [onlyThisWing(wing), onlyOurLocales(), compiledWords(), react()],
  css: { transformer: 'lightningcss' as const },
  server: {
    fs: { allow: [at('.'), at('./node_modules/..')] },
    proxy: Object.fromEntries(
      ['/rpc', '/files', '/api'].map((path) => [path, process.env['CONCERT_API'] ?? 'http://127.0.0.1:4400']),
    ),
  },
  build: {
    outDir: at(wing === 'provider' ? './dist/provider' : './dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      // Parts of the ui kit do nothing on import, so a screen carries only those it uses.
      treeshake: { moduleSideEffects: (id: string) => !/\/web\/ui\/[a-z-]+\.tsx?$/.test(id) },
      input: {
        index: at('./web/index.html'),
        ...(mode === 'gallery' ? { gallery: at('./web/gallery/index.html') } : {}),
      },
    },
  },
}));
