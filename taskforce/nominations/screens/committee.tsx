import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  FormDialog,
  RadioGroup,
  Row,
  Stack,
  Status,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Nomination } from '../contract-parts.ts';
import { votes, type Vote } from '../rules.ts';
import { castOf, stateTone } from './shared.tsx';

const stateOf = { approve: 'approved', reject: 'rejected', defer: 'deferred' } as const;

/** What the members of the committee think, and what was decided, round by round. */
export function Committee({ one }: { one: Nomination }) {
  const { t } = useWords();
  const [voting, setVoting] = useState(false);
  const mine = one.ballots.find((ballot) => ballot.mine && ballot.round === one.round);
  const n = castOf(one.votes);
  return (
    <Card
      title={t('nominations.vote.title')}
      actions={
        one.may.vote && (
          <Button size="small" look={mine ? 'plain' : 'primary'} onPress={() => setVoting(true)}>
            {t(mine ? 'nominations.vote.change' : 'nominations.vote.cast')}
          </Button>
        )
      }
    >
      <Stack>
        {one.state === 'waiting' && (
          <p>
            {t(n < one.quorum ? 'nominations.vote.quorum' : 'nominations.vote.met', {
              n,
              quorum: one.quorum,
            })}
            {one.mine && ` ${t('nominations.vote.own')}`}
          </p>
        )}
        {Array.from({ length: one.round }, (_, index) => one.round - index).map((round) => (
          <Round key={round} one={one} round={round} />
        ))}
      </Stack>
      {voting && <VoteDialog one={one} mine={mine} onClose={() => setVoting(false)} />}
    </Card>
  );
}

function Round({ one, round }: { one: Nomination; round: number }) {
  const { t } = useWords();
  const decision = one.decisions.find((each) => each.round === round);
  const ballots = one.ballots.filter((each) => each.round === round);
  return (
    <Stack gap="small">
      {one.round > 1 && <h3>{t('nominations.vote.round', { n: round })}</h3>}
      {decision && (
        <div>
          <Row>
            <Status tone={stateTone[stateOf[decision.decision]]}>
              {t(`nominations.decide.${stateOf[decision.decision]}`, {
                day: decision.returnsOn ? formatDate(decision.returnsOn) : '',
              })}
            </Status>
            {decision.withTheVotes !== null && (
              <Badge tone={decision.withTheVotes ? 'neutral' : 'warn'}>
                {t(decision.withTheVotes ? 'nominations.decide.with' : 'nominations.decide.against')}
              </Badge>
            )}
          </Row>
          <p>{decision.rationale}</p>
          <p>
            {`${decision.by.name}, ${formatMoment(decision.at)} · ${t('nominations.vote.counts', decision.votes)}`}
          </p>
        </div>
      )}
      {ballots.length === 0 && <p>{t('nominations.vote.none')}</p>}
      {ballots.map((ballot) => (
        <div key={ballot.id}>
          <strong>{t(`nominations.vote.${ballot.vote}`)}</strong> {ballot.by.name}
          {ballot.rationale && <p>{ballot.rationale}</p>}
        </div>
      ))}
    </Stack>
  );
}

function VoteDialog({
  one,
  mine,
  onClose,
}: {
  one: Nomination;
  mine: Nomination['ballots'][number] | undefined;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [vote, setVote] = useState<Vote | null>(mine?.vote ?? null);
  const [rationale, setRationale] = useState(mine?.rationale ?? '');
  const save = useAct(() => client.nominations.vote({ id: one.id, vote: vote as Vote, rationale }), onClose);
  return (
    <FormDialog
      title={t('nominations.vote.cast')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <RadioGroup
        label={t('nominations.vote.cast')}
        name="vote"
        required
        options={votes.map((id) => ({ id, label: t(`nominations.vote.${id}`) }))}
        value={vote}
        onChange={setVote}
      />
      <TextArea
        label={t('nominations.vote.rationale')}
        name="rationale"
        required
        rows={4}
        value={rationale}
        onChange={setRationale}
      />
    </FormDialog>
  );
}
