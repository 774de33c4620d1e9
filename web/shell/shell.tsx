import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useCan, useMe } from '../session.ts';
import { useWords } from '../words/index.ts';
import { areaOf } from './areas.ts';
import { useCommandWords } from './commands.ts';
import { Banners } from './banners.tsx';
import { DangerDialog } from './danger.tsx';
import { IdleWarning } from './idle.tsx';
import { KeyList } from './key-list.tsx';
import { Navigation } from './navigation.tsx';
import { NotFound } from './page-states.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellKeys } from './shell-keys.ts';
import styles from './shell.module.css';

const Palette = lazy(() => import('./palette.tsx'));

/** What is open above the page. */
export type Above = 'palette' | 'keys' | 'danger' | 'nav' | null;

/** The working house: areas on the left, the bar above, one page, and what may lie over it. */
export function Shell() {
  const { t } = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // What lies over a page goes with it: a link in it leads away from under it.
  const [opened, setOpened] = useState<{ above: Above; over: string }>({ above: null, over: path });
  const above = opened.over === path ? opened.above : null;
  const setAbove = (next: Above) => setOpened({ above: next, over: path });
  const main = useRef<HTMLElement>(null);
  useCommandWords();
  useShellKeys(setAbove);
  usePageTitle();
  useFocusOnNewPage(path, main);
  const bare = useMatches({ select: (matches) => matches.at(-1)?.staticData.screen?.bare });
  if (bare)
    return (
      <>
        <Banners />
        <main ref={main} id="content" tabIndex={-1}>
          <Page />
        </main>
        <DangerDialog open={above === 'danger'} onClose={() => setAbove(null)} />
        <IdleWarning />
      </>
    );
  return (
    <div className={styles['shell']}>
      <a
        className={styles['skip']}
        href="#content"
        onClick={(event) => (event.preventDefault(), main.current?.focus())}
      >
        {t('shell.skip')}
      </a>
      <Navigation open={above === 'nav'} onClose={() => setAbove(null)} current={areaOf(path)} />
      <div className={styles['work']}>
        <TopBar onOpen={setAbove} />
        <Banners />
        <main ref={main} id="content" tabIndex={-1} className={styles['main']}>
          <Page />
        </main>
      </div>
      <Suspense>{above === 'palette' && <Palette onClose={() => setAbove(null)} />}</Suspense>
      <KeyList open={above === 'keys'} onClose={() => setAbove(null)} />
      <DangerDialog open={above === 'danger'} onClose={() => setAbove(null)} />
      <IdleWarning />
    </div>
  );
}

/** The page, or "nothing here" where the reader's role does not open it. */
function Page() {
  const can = useCan();
  const screen = useMatches({ select: (matches) => matches.at(-1)?.staticData.screen });
  return can(screen?.permission) ? <Outlet /> : <NotFound />;
}

/** Kind of page and name of the product; never whose record it is. */
function usePageTitle(): void {
  const { t } = useWords();
  const me = useMe();
  const match = useMatches({ select: (matches) => matches.at(-1) });
  const title = match?.staticData.screen?.title;
  const ready = match?.status === 'success';
  useEffect(() => {
    document.title = [title && ready ? t(title) : undefined, me.installation.name]
      .filter(Boolean)
      .join(' · ');
  }, [title, ready, t, me.installation.name]);
}

/** After a change of page the heading has the focus, so that readers hear where they are. Not on the first page. */
function useFocusOnNewPage(path: string, main: { current: HTMLElement | null }): void {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    const inMain = () =>
      main.current?.contains(document.activeElement) && document.activeElement !== main.current;
    const heading = main.current?.querySelector<HTMLElement>('[data-page-title]');
    if (heading) heading.focus({ preventScroll: true });
    else if (!inMain()) main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
