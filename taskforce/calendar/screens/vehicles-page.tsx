import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan, useMe } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Checkbox,
  DataList,
  DateField,
  EmptyState,
  FormDialog,
  NumberField,
  PageHeader,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct, usePeople } from '../../cases/screens/shared.ts';
import type { Vehicle } from '../contract-vehicles.ts';
import { vehicleKinds } from '../rules-vehicles.ts';

/** Vehicles, rooms and equipment that operations share: who has what, and what is out of service. */
export default function VehiclesPage() {
  const { t } = useWords();
  const can = useCan();
  const keeps = can('vehicles.keep');
  const [ended, setEnded] = useState(false);
  const [open, setOpen] = useState<Vehicle | 'new' | null>(null);
  const read = useQuery(api.vehicles.list.queryOptions({ input: { ended } }));
  const columns = useMemo(
    (): Column<Vehicle>[] => [
      { id: 'name', label: t('calendar.vehicles.name'), primary: true, cell: (row) => row.name },
      {
        id: 'kind',
        label: t('calendar.field.kind'),
        cell: (row) => t(`calendar.vehicles.kinds.${row.kind}`),
      },
      { id: 'agency', label: t('calendar.vehicles.agency'), cell: (row) => row.agency.name },
      {
        id: 'seats',
        label: t('calendar.vehicles.seats'),
        align: 'end',
        cell: (row) => (row.seats === null ? '' : formatNumber(row.seats)),
      },
      { id: 'note', label: t('calendar.vehicles.note'), cell: (row) => row.note, extra: true },
      {
        id: 'state',
        label: t('calendar.field.state'),
        cell: (row) =>
          row.endedOn === null
            ? t('calendar.vehicles.inService')
            : t('calendar.vehicles.outSince', { day: formatDate(row.endedOn) }),
      },
      ...(keeps
        ? [
            {
              id: 'act',
              label: t('calendar.vehicles.act'),
              cell: (row: Vehicle) => (
                <Button
                  look="quiet"
                  size="small"
                  aria-label={t('calendar.vehicles.changeOne', { name: row.name })}
                  onPress={() => setOpen(row)}
                >
                  {t('calendar.vehicles.change')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, keeps],
  );
  const add = keeps && (
    <Button look="primary" icon="plus" onPress={() => setOpen('new')}>
      {t('calendar.vehicles.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('calendar.here')}
            crumbs={[{ label: t('calendar.title'), href: '/calendar' }]}
          />
        }
        title={t('calendar.vehicles.title')}
        lead={t('calendar.vehicles.lead')}
        actions={add}
      />
      {read.isError ? (
        <ReadFailed query={read} title={t('calendar.failed')} />
      ) : (
        <DataList
          id="calendar.vehicles"
          label={t('calendar.vehicles.title')}
          columns={columns}
          rows={read.data?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          tools={
            <Checkbox checked={ended} onChange={setEnded}>
              {t('calendar.vehicles.showEnded')}
            </Checkbox>
          }
          empty={
            <EmptyState icon="agenda" title={t('calendar.vehicles.none')}>
              {t('calendar.vehicles.noneWhat')}
            </EmptyState>
          }
        />
      )}
      {open !== null && (
        <VehicleDialog {...(open === 'new' ? {} : { vehicle: open })} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** A new vehicle, or what changes about one; the day from which it is out of service stands with the rest. */
function VehicleDialog({ vehicle, onClose }: { vehicle?: Vehicle; onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const { agencies } = usePeople();
  const [given, setGiven] = useState({
    name: vehicle?.name ?? '',
    kind: vehicle?.kind ?? ('car' as Vehicle['kind']),
    agencyId: vehicle?.agency.id ?? me.account.agency.id,
    seats: vehicle?.seats ?? NaN,
    note: vehicle?.note ?? '',
    endedOn: vehicle?.endedOn ?? '',
  });
  const save = useAct(async () => {
    const { endedOn, ...fields } = given;
    const values = { ...fields, seats: Number.isNaN(given.seats) ? null : given.seats };
    if (vehicle)
      await client.vehicles.change({
        id: vehicle.id,
        version: vehicle.version,
        ...values,
        endedOn: endedOn || null,
      });
    else await client.vehicles.add(values);
  }, onClose);
  return (
    <FormDialog
      title={t(vehicle ? 'calendar.vehicles.change' : 'calendar.vehicles.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t('calendar.vehicles.name')}
        hint={t('calendar.vehicles.nameHint')}
        value={given.name}
        onChange={(name) => setGiven({ ...given, name })}
        maxLength={80}
        autoComplete="off"
        autoFocus
      />
      <Select
        name="kind"
        label={t('calendar.field.kind')}
        placeholder={t('ui.choose')}
        options={vehicleKinds.map((id) => ({ id, label: t(`calendar.vehicles.kinds.${id}`) }))}
        value={given.kind}
        onChange={(kind) => setGiven({ ...given, kind })}
      />
      <Select
        name="agencyId"
        label={t('calendar.vehicles.agency')}
        placeholder={t('ui.choose')}
        options={agencies}
        value={given.agencyId}
        onChange={(agencyId) => setGiven({ ...given, agencyId })}
      />
      <NumberField
        name="seats"
        label={t('calendar.vehicles.seats')}
        required={false}
        min={1}
        max={200}
        value={given.seats}
        onChange={(seats) => setGiven({ ...given, seats })}
      />
      <TextArea
        name="note"
        label={t('calendar.vehicles.note')}
        required={false}
        rows={2}
        value={given.note}
        onChange={(note) => setGiven({ ...given, note })}
      />
      {vehicle && (
        <DateField
          name="endedOn"
          label={t('calendar.vehicles.endedOn')}
          hint={t('calendar.vehicles.endedHint')}
          required={false}
          value={given.endedOn}
          onChange={(endedOn) => setGiven({ ...given, endedOn })}
        />
      )}
    </FormDialog>
  );
}
