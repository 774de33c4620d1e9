import { refuseOneDatabase } from '../database.ts';
import { type Call, type Command, misuse, portFrom, textFlag } from '../command.ts';
import { dataFlag, makePlace, placeFrom, type WingName, wingFacts } from '../place.ts';
import { claimable } from '../port.ts';
import { say } from '../say.ts';
import { startBoth } from '../start-both.ts';
import { startWing } from '../start-wing.ts';
import { buildIfStale } from '../web.ts';
import { namedWing } from '../wings.ts';

const HOST = '127.0.0.1';

export const startFlags: Command['flags'] = {
  ...dataFlag,
  wing: {
    type: 'string',
    value: 'WING',
    summary: 'only taskforce or provider, as on a machine of its own (default: both)',
  },
  port: {
    type: 'string',
    value: 'N',
    summary: `the port to serve on (default: ${wingFacts.taskforce.port})`,
  },
  'provider-port': {
    type: 'string',
    value: 'N',
    summary: `the port of the provider's wing (default: ten above, ${wingFacts.provider.port})`,
  },
  host: {
    type: 'string',
    value: 'ADDRESS',
    summary: `the address to serve on (default: ${HOST}, this machine only)`,
  },
};

export const command: Command = {
  summary: "start Concert: the task force's wing and the provider's, each for itself",
  words: '',
  flags: {
    ...startFlags,
    demo: {
      type: 'boolean',
      summary: 'with the fictional demo world, in var/demo unless --data says otherwise',
    },
  },
  run: (call) => start(call, call.flags['demo'] === true),
};

/** The ports and places first, then the web applications, then one process for each wing. */
export async function start(call: Call, demo: boolean): Promise<number> {
  const name = demo ? 'demo' : 'start';
  const host = textFlag(call, 'host') ?? HOST;
  const only = namedWing(call, name);
  const wings: WingName[] = only === undefined ? ['taskforce', 'provider'] : [only];
  refuseOneDatabase();
  const plans = wings.map((wing) => ({
    wing,
    host,
    port: portOf(call, name, wing, only !== undefined),
    demo,
    place: placeFrom(call, wing, demo ? 'var/demo' : 'var'),
  }));
  for (const { port, place } of plans) {
    await claimable(host, port);
    makePlace(place);
  }
  await buildIfStale(() => say('Building the web application (after a change only) …'));
  const [first] = plans;
  return only === undefined || first === undefined ? startBoth(plans) : startWing(first);
}

function portOf(call: Call, command: string, wing: WingName, alone: boolean): number {
  const port = portFrom(call, command, wingFacts[alone ? wing : 'taskforce'].port);
  if (wing === 'taskforce' || alone) return port;
  const named = textFlag(call, 'provider-port');
  if (named === undefined) return port + 10 > 65_535 ? port - 10 : port + 10;
  const other = Number(named);
  if (/^\d{1,5}$/.test(named) && other >= 1 && other <= 65_535 && other !== port) return other;
  throw misuse(command, '--provider-port takes a number from 1 to 65535 that is not the other port.');
}
