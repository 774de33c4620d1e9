/** A hot-line export in tests. */

const head =
  'Report Number,Received,Source,Origin,Narrative,Location,Danger now,Caller,Phone,Email,Best time to call';
/** A row of the export; what is not given is plain and harmless. */
export const told = (number: string, rest: Partial<Record<string, string>> = {}) => {
  const row = {
    received: '03/14/2026 21:05',
    source: 'hotline',
    origin: 'Hotline',
    what: `Workers of the laundry are never alone, told under ${number}`,
    place: '1200 Harbor Street',
    danger: 'no',
    name: '',
    phone: '',
    email: '',
    when: '',
    ...rest,
  };
  return [number, ...Object.values(row)].map((cell) => `"${cell}"`).join(',');
};
/** The whole file. */
export const hotLine = (...rows: string[]) => `${[head, ...rows].join('\r\n')}\r\n`;
