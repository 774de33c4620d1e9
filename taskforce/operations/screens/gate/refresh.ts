import { api, queries } from '../../../../web/api.ts';

/** After a change of an operation: everything that is shown of operations is read again. */
export const refreshOperation = () => queries.invalidateQueries({ queryKey: api.operations.key() });
