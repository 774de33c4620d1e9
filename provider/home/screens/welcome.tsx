import { areasFor } from '../../../web/shell/areas.ts';
import { useCan, useMe } from '../../../web/session.ts';
import { ButtonLink, Card, PageHeader, Row, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { Clocks } from './clocks.tsx';

/** What this wing is, and the rooms that the reader's role opens. */
export default function Welcome() {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const areas = areasFor(can).filter((item) => item.area !== 'home');
  return (
    <>
      <PageHeader title={t('home.title')} lead={`${me.account.agency.name} · ${me.account.displayName}`} />
      <Stack>
        {can('clients.read') && <Clocks />}
        <Card title={t('home.wall.title')}>
          <Stack gap="small">
            <p>{t('home.wall.apart')}</p>
            <p>{t('home.wall.release')}</p>
            <p>{t('home.wall.organisation')}</p>
          </Stack>
        </Card>
        {areas.length > 0 && (
          <Card title={t('home.rooms')}>
            <Row>
              {areas.map((item) => (
                <ButtonLink key={item.area} icon={item.icon} href={item.to}>
                  {t(`shell.nav.${item.area}`)}
                </ButtonLink>
              ))}
            </Row>
          </Card>
        )}
      </Stack>
    </>
  );
}
