import { client } from '../../../api.ts';
import { roleName } from '../../../shell/role-name.ts';
import { useMe } from '../../../session.ts';
import { setPreferences, usePreferences } from '../../../theme/preferences.ts';
import type { Density, Theme } from '../../../theme/preferences.ts';
import { Card, Columns, Facts, PageHeader, RadioGroup, Stack } from '../../../ui/index.ts';
import { formatList, formatMoment, LANGUAGES, setLanguage, useWords } from '../../../words/index.ts';
import type { Language } from '../../../words/index.ts';
import { MySessions } from './my-sessions.tsx';

/** Who I am here, how the screens look to me, and where I am signed in. */
export default function MyAccount() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('administration.mine.title')} lead={t('administration.mine.lead')} />
      <Columns
        rail={
          <Stack>
            <WhoIAm />
            <Appearance />
          </Stack>
        }
      >
        <MySessions />
      </Columns>
    </>
  );
}

function WhoIAm() {
  const { t } = useWords();
  const { account, session } = useMe();
  return (
    <Card title={t('administration.mine.who')}>
      <Facts
        empty={t('ui.nothing')}
        facts={[
          { label: t('administration.mine.name'), value: account.displayName },
          { label: t('administration.accounts.agency'), value: account.agency.name },
          {
            label: t('administration.accounts.roles'),
            value: formatList(account.roles.map((role) => roleName(role, t))),
          },
          { label: t('administration.mine.until'), value: formatMoment(session.expiresAt) },
        ]}
      />
    </Card>
  );
}

/** Takes effect at once; language is kept with the account, the rest in this browser. */
function Appearance() {
  const { t, language } = useWords();
  const { theme, density } = usePreferences();
  const choose = (next: Language) => {
    void setLanguage(next);
    void client.identity.setLanguage({ language: next }).catch(() => undefined);
  };
  return (
    <Card title={t('administration.mine.appearance')}>
      <Stack>
        <RadioGroup<Language>
          inline
          label={t('shell.user.language')}
          value={language}
          onChange={choose}
          options={(Object.entries(LANGUAGES) as [Language, string][]).map(([id, label]) => ({ id, label }))}
        />
        <RadioGroup<Theme>
          inline
          label={t('shell.user.theme')}
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
          options={(['system', 'light', 'dark'] as const).map((id) => ({
            id,
            label: t(`shell.user.theme.${id}`),
          }))}
        />
        <RadioGroup<Density>
          inline
          label={t('shell.user.density')}
          value={density}
          onChange={(next) => setPreferences({ density: next })}
          options={(['compact', 'regular', 'airy'] as const).map((id) => ({
            id,
            label: t(`shell.user.density.${id}`),
          }))}
        />
      </Stack>
    </Card>
  );
}
