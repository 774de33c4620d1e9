import { options, requestOf } from '../analyse/request.ts';
import { stackOf } from '../analyse/rows.ts';
import { analyse } from '../analyse/survival.ts';
import { readTable } from '../analyse/table.ts';
import { printed } from '../analyse/printed.ts';
import type { Command } from '../command.ts';
import { complain, say } from '../say.ts';

export const command: Command = {
  summary: 'survival curves, competing risks, states and fits of a CSV file',
  words: 'survival FILE',
  flags: options,
  async run(call) {
    const request = requestOf(call);
    const rows = stackOf(readTable(request.file), request);
    const result = analyse(rows, request);
    if (request.json) say(JSON.stringify(result));
    else for (const line of printed(result)) say(line);
    for (const note of result.notes) complain(`note: ${note}`);
    return 0;
  },
};
