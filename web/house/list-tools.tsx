import { Suspense, lazy } from 'react';
import type { ListToolsProps } from '../rooms.ts';
import { wing } from '../wing.ts';

const Tools = wing.listTools && lazy(wing.listTools);

/** What the wing lets people do with a whole list of the house: saved views, taking it out. Nothing where it has neither. */
export function ListTools(props: ListToolsProps) {
  return Tools ? (
    <Suspense>
      <Tools {...props} />
    </Suspense>
  ) : null;
}
