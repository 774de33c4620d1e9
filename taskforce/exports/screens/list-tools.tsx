import { ListViews } from '../../../web/list-views.tsx';
import type { ListToolsProps } from '../../../web/rooms.ts';
import { ExportButton, type ListToExport } from './export-button.tsx';

/** Saved views and export of the lists that both wings have. */
export default function ListTools({ list, words, state, filter, permission, marked }: ListToolsProps) {
  return (
    <>
      <ListViews list={list} words={words} state={state} />
      <ExportButton
        list={{ list, filter } as ListToExport}
        permission={permission}
        {...(marked === undefined ? {} : { marked })}
      />
    </>
  );
}
