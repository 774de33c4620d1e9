import { useMutation, useQuery } from '@tanstack/react-query';
import type { PortalWords } from '../contract-parts.ts';
import { portalLanguageCodes, portalLanguages, type PortalLanguage } from '../contract-languages.ts';
import { api, queries } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  ButtonLink,
  Card,
  CheckboxGroup,
  Form,
  FormActions,
  PageHeader,
  Skeleton,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** What visitors of the public form see of this installation: numbers to call and the way out. */
export default function PortalSettings() {
  const { t } = useWords();
  const found = useQuery(api.tips.portal.queryOptions({ input: {}, refetchOnWindowFocus: false }));
  return (
    <>
      <PageHeader
        title={t('tips.portal.title')}
        lead={t('tips.portal.lead')}
        actions={
          <ButtonLink icon="globe" href="/tip">
            {t('tips.portal.look')}
          </ButtonLink>
        }
      />
      <ReadFailed query={found} title={t('tips.portal.title')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={4} />}
      {found.data && <Fields key={found.data.changedAt} words={found.data} />}
    </>
  );
}

type TextPart = 'emergency' | 'hotlineName' | 'hotlineNumber' | 'exitUrl';

function Fields({ words }: { words: PortalWords }) {
  const { t, language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  /** Its name for its readers, and for whoever sets this up and may not read its letters. */
  const named = (id: PortalLanguage) =>
    `${portalLanguages[id].name} (${names.of(portalLanguages[id].tag) ?? id})`;
  const draft = useDraft('tips.portal', words);
  const save = useMutation(api.tips.setPortal.mutationOptions());
  const conflict = conflictOf(save.error) !== undefined;
  const again = () => queries.invalidateQueries({ queryKey: api.tips.portal.key() });
  const field = (name: TextPart, more: { hint?: string; required?: boolean } = {}) => (
    <TextField
      name={name}
      label={t(`tips.portal.${name}`)}
      width="medium"
      value={draft.value[name]}
      onChange={(value) => draft.setValue({ ...draft.value, [name]: value })}
      {...more}
    />
  );
  const given = draft.value;
  return (
    <Card>
      <Form
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
        onSubmit={() =>
          save.mutate(given, {
            onSuccess: () => {
              draft.discard();
              toast({ text: t('tips.portal.saved') });
              void again();
            },
          })
        }
      >
        {field('emergency', { hint: t('tips.portal.emergency.hint') })}
        {field('hotlineName', { required: false })}
        {field('hotlineNumber', { required: false })}
        {field('exitUrl', { hint: t('tips.portal.exitUrl.hint') })}
        <CheckboxGroup
          label={t('tips.portal.languages')}
          hint={t('tips.portal.languages.hint')}
          name="languages"
          columns={2}
          value={['en', ...given.languages.filter((one) => one !== 'en')]}
          onChange={(languages) => draft.setValue({ ...given, languages })}
          options={portalLanguageCodes.map((id) => ({
            id,
            label: named(id),
            description: t(reviewOf(id, given)),
            disabled: id === 'en',
          }))}
        />
        <CheckboxGroup
          label={t('tips.portal.reviewed')}
          hint={t('tips.portal.reviewed.hint')}
          name="reviewed"
          columns={2}
          value={given.reviewed}
          onChange={(reviewed) => draft.setValue({ ...given, reviewed })}
          options={portalLanguageCodes
            .filter((id) => !portalLanguages[id].reviewed)
            .map((id) => ({ id, label: named(id) }))}
        />
        <FormActions>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('tips.portal.save')}
          </Button>
          {conflict && (
            <Button
              onPress={() => {
                draft.discard();
                save.reset();
                void again();
              }}
            >
              {t('tips.portal.reload')}
            </Button>
          )}
        </FormActions>
      </Form>
    </Card>
  );
}

/** Who has read the texts of a language: the makers, somebody here, or nobody who grew up with it. */
function reviewOf(id: PortalLanguage, { reviewed }: PortalWords): string {
  if (portalLanguages[id].reviewed) return 'tips.portal.review.original';
  return reviewed.includes(id) ? 'tips.portal.review.here' : 'tips.portal.review.nobody';
}
