-- Interviews are planned, few and never in detention by default (R-043). The victim's own words decide whether one is
-- held. There is no field for an address: only a kind of place. One person takes the official notes (R-042).

-- What the protocol of the task force sets for the work with victims, over what the product says. Hours are hours on the
-- clock, months and days are those of the calendar.
create function taskforce.victim_protocol() returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'state', null, 'childReportHours', 24, 'states', '{}'::jsonb, 'hhsHours', 24, 'hhsPartBDays', 14,
    'reliefReminderHours', 24, 'presenceMonths', 12, 'certificationMonths', 6, 'renewalDays', 90, 'reliefDays', 30,
    'chargeHours', 24, 'chargeFollowUpDays', 30, 'vacaturDays', 30, 'noticeDays', 7, 'urgentNoticeHours', 4,
    'interviewsBeforeReason', 2, 'recordingMinor', 'video', 'recordingAdult', 'any')
    || coalesce((select value from kit.settings where key = 'victim_protocol'), '{}')
$$;
comment on function taskforce.victim_protocol is 'Clocks and defaults of the work with victims, as this installation sets them';

create table taskforce.interview_plans (
  id uuid primary key default gen_random_uuid(),
  victim_id uuid not null references taskforce.victims (id),
  case_id uuid not null references taskforce.cases (id),
  purpose text not null check (purpose in ('first_account', 'in_depth', 'follow_up', 'early_facts', 'trial_preparation')),
  planned_for timestamptz not null,
  safe text not null check (safe in ('yes', 'no', 'unsure', 'not_asked')),
  stable text not null check (stable in ('yes', 'no', 'unsure', 'not_asked')),
  wants_to text not null check (wants_to in ('yes', 'no', 'unsure', 'not_asked')),
  asked_on date,
  early_reason text check (length(early_reason) <= 2000),
  interviewer_kind text not null check (interviewer_kind in ('forensic_interviewer', 'investigator', 'prosecutor')),
  interviewer_name text not null check (length(btrim(interviewer_name)) between 2 and 120),
  note_taker_id uuid not null references kit.accounts (id),
  place_kind text not null check (place_kind in ('child_advocacy_center', 'advocacy_center', 'provider_office', 'medical_setting', 'neutral_office', 'community_place', 'chosen_by_victim', 'video_call', 'police_station', 'immigration_office', 'jail')),
  place_note text not null default '' check (length(place_note) <= 300),
  place_reason text check (length(place_reason) <= 2000),
  setting_reason text check (length(setting_reason) <= 2000),
  people jsonb not null default '[]' check (jsonb_typeof(people) = 'array' and jsonb_array_length(people) <= 8),
  interpreter text not null check (interpreter in ('not_needed', 'needed', 'arranged')),
  interpreter_language text check (interpreter_language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  interpreter_vetted_on date,
  interpreter_checked_on date,
  interpreter_connection text not null default 'not_checked' check (interpreter_connection in ('none_found', 'not_checked', 'suspect_circle')),
  breaks_minutes integer not null check (breaks_minutes between 10 and 90),
  food_and_drink boolean not null,
  recording text not null check (recording in ('none', 'audio', 'video')),
  recording_reason text check (length(recording_reason) <= 2000),
  prior_seen integer not null check (prior_seen >= 0),
  prior_elsewhere integer not null default 0 check (prior_elsewhere between 0 and 50),
  again_reason text check (length(again_reason) <= 2000),
  state text not null default 'planned' check (state in ('planned', 'held', 'postponed', 'stopped', 'called_off')),
  held_on date,
  told_free_to_leave boolean,
  postpone_reason text check (postpone_reason in ('victim_asked', 'not_ready', 'not_safe', 'no_interpreter', 'people_missing', 'other')),
  report_reference text check (length(btrim(report_reference)) between 2 and 120),
  state_at timestamptz,
  state_by uuid references kit.accounts (id),
  created_at timestamptz not null default now(),
  created_by uuid not null default kit.current_account() references kit.accounts (id),
  version integer not null default 1,
  constraint kept_from_suspects check (interpreter_connection <> 'suspect_circle'),
  constraint detention_needs_reason check (place_kind not in ('police_station', 'immigration_office', 'jail') or taskforce.has_reason(place_reason)),
  constraint interpreter_named check (interpreter <> 'arranged' or (interpreter_language is not null and interpreter_vetted_on is not null and interpreter_checked_on is not null and interpreter_connection = 'none_found')),
  check ((state in ('held', 'stopped')) = (held_on is not null)),
  check ((state = 'postponed') = (postpone_reason is not null)),
  check (state not in ('held', 'stopped') or told_free_to_leave),
  check ((state = 'planned') = (state_at is null)),
  check (report_reference is null or state in ('held', 'stopped'))
);
create index interview_plans_victim on taskforce.interview_plans (victim_id, planned_for desc);
create index interview_plans_case on taskforce.interview_plans (case_id);
create index interview_plans_note_taker on taskforce.interview_plans (note_taker_id);
comment on table taskforce.interview_plans is 'Plans of interviews with a victim, and what became of them';
comment on column taskforce.interview_plans.id is 'Random id';
comment on column taskforce.interview_plans.victim_id is 'The victim';
comment on column taskforce.interview_plans.case_id is 'Case of the victim; set by the database';
comment on column taskforce.interview_plans.purpose is 'What it is for, from the closed list';
comment on column taskforce.interview_plans.planned_for is 'When it is to begin';
comment on column taskforce.interview_plans.safe is 'Whether the victim says they feel safe: yes, no, unsure or not_asked';
comment on column taskforce.interview_plans.stable is 'Whether the victim says they feel stable enough';
comment on column taskforce.interview_plans.wants_to is 'Whether the victim wants the interview';
comment on column taskforce.interview_plans.asked_on is 'Day the victim was asked';
comment on column taskforce.interview_plans.early_reason is 'Why early facts cannot wait, when the victim does not yet feel safe or stable';
comment on column taskforce.interview_plans.interviewer_kind is 'Kind of interviewer; a forensic interviewer for a minor';
comment on column taskforce.interview_plans.interviewer_name is 'Who asks the questions';
comment on column taskforce.interview_plans.note_taker_id is 'The one person who takes the official notes and writes the report';
comment on column taskforce.interview_plans.place_kind is 'Kind of place; never an address, never a shelter';
comment on column taskforce.interview_plans.place_note is 'What matters about the place (door in view, quiet room); an address is refused';
comment on column taskforce.interview_plans.place_reason is 'Why a police station, an immigration office or a jail cannot be avoided';
comment on column taskforce.interview_plans.setting_reason is 'Why a minor is not interviewed by a forensic interviewer at a child advocacy center';
comment on column taskforce.interview_plans.people is 'Who else is in the room: [{name, role, connection, wantedByVictim}]';
comment on column taskforce.interview_plans.interpreter is 'not_needed, needed or arranged';
comment on column taskforce.interview_plans.interpreter_language is 'Language of the interpreter (BCP 47)';
comment on column taskforce.interview_plans.interpreter_vetted_on is 'Day the interpreter was vetted';
comment on column taskforce.interview_plans.interpreter_checked_on is 'Day it was checked that the interpreter has no conflict of interest';
comment on column taskforce.interview_plans.interpreter_connection is 'Tie to the suspects: none_found or not_checked; suspect_circle is refused';
comment on column taskforce.interview_plans.breaks_minutes is 'A break is offered at least every so many minutes';
comment on column taskforce.interview_plans.food_and_drink is 'Whether food and drink are there';
comment on column taskforce.interview_plans.recording is 'none, audio or video';
comment on column taskforce.interview_plans.recording_reason is 'Why it departs from the policy on recording';
comment on column taskforce.interview_plans.prior_seen is 'Earlier interviews that the planner was shown; a plan that saw another number is refused';
comment on column taskforce.interview_plans.prior_elsewhere is 'Earlier interviews by others, as far as known';
comment on column taskforce.interview_plans.again_reason is 'Why one more interview is needed after several';
comment on column taskforce.interview_plans.state is 'planned, held, postponed, stopped (by the victim) or called_off';
comment on column taskforce.interview_plans.held_on is 'Day it was held or begun';
comment on column taskforce.interview_plans.told_free_to_leave is 'Whether the victim was told that they may stop and leave at any time';
comment on column taskforce.interview_plans.postpone_reason is 'Why it was postponed; a victim who stops owes no reason';
comment on column taskforce.interview_plans.report_reference is 'Where the official report is; entered by the note-taker alone';
comment on column taskforce.interview_plans.state_at is 'When it was recorded what became of it';
comment on column taskforce.interview_plans.state_by is 'Who recorded that';
comment on column taskforce.interview_plans.created_at is 'Recorded time';
comment on column taskforce.interview_plans.created_by is 'Who planned it';
comment on column taskforce.interview_plans.version is 'Counts up at every change';

-- An address in a note of a place, or a word for a shelter. Kept in step with rules-interviews.ts; a test compares them.
create function taskforce.names_a_place(note text) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select coalesce(note ~* '\m(shelter|safe ?house|refuge|refugio|albergue|casa segura)'
    or note ~* '\d+\s*(-\s*\d+\s*)?([nsew]\.?\s+)?[[:alpha:]''.-]+(\s+[[:alpha:]''.-]+){0,3}\s+(st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|hwy|highway|pkwy|suite|apt)\M'
    or note ~* '\m(calle|avenida|av\.|carrera|camino|carretera|apartado|apto|p\.? ?o\.? box)\s*\.?\s*[[:alnum:]]'
    or note ~ '\m\d{5}(-\d{4})?\M'
    or note ~ '-?\d{1,3}\.\d{3,}\s*,\s*-?\d{1,3}\.\d{3,}', false)
$$;
comment on function taskforce.names_a_place is 'Whether a note gives an address, coordinates or a shelter';

create function taskforce.prior_interviews(the_victim uuid, besides uuid default null) returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer from taskforce.interview_plans p
  where p.victim_id = the_victim and p.state in ('held', 'stopped') and p.id is distinct from besides
$$;
comment on function taskforce.prior_interviews is 'How many interviews with a victim were held or begun';

-- Every child of a victim belongs to the case of the victim; nobody types the case.
create function taskforce.case_of_victim() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and new.victim_id <> old.victim_id then
    raise exception using errcode = 'CR422', message = 'other_victim', detail = 'victimId', hint = 'A record stays with its victim. Record it anew for the other one.';
  end if;
  select v.case_id into new.case_id from taskforce.victims v where v.id = new.victim_id;
  if new.case_id is null then
    raise exception using errcode = '23503';
  end if;
  return new;
end $$;
comment on function taskforce.case_of_victim is 'Sets the case of a record from its victim, which never changes';
create trigger a_case_of_victim before insert or update on taskforce.interview_plans
  for each row execute function taskforce.case_of_victim();

create function taskforce.check_interview() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  rules constant jsonb := taskforce.victim_protocol();
  minor constant boolean := (select v.minor_now from taskforce.victims v where v.id = new.victim_id);
  seen constant integer := taskforce.prior_interviews(new.victim_id, new.id) + new.prior_elsewhere;
  expected constant text := rules ->> case when minor then 'recordingMinor' else 'recordingAdult' end;
  one jsonb;
  said record;
begin
  if tg_op = 'UPDATE' and old.state <> 'planned' then
    if to_jsonb(new) - '{report_reference,version}'::text[] <> to_jsonb(old) - '{report_reference,version}'::text[] or old.report_reference is not null then
      raise exception using errcode = 'CR422', message = 'already_settled', detail = 'state', hint = 'This interview is over. Plan a new one.';
    end if;
    if new.note_taker_id is distinct from kit.current_account() then
      raise exception using errcode = 'CR422', message = 'not_the_note_taker', detail = 'reportReference', hint = 'Only the note-taker enters where the report is.';
    end if;
    return new;
  end if;
  for said in select * from (values
    (new.interpreter_connection = 'suspect_circle', 'suspect_circle', 'interpreterConnection', 'Find an interpreter who has no tie to the suspects.'),
    (taskforce.names_a_place(new.place_note), 'no_address', 'placeNote', 'Write what matters about the room. Leave out addresses and never name a shelter.'),
    (new.place_kind in ('police_station', 'immigration_office', 'jail') and not taskforce.has_reason(new.place_reason), 'reason_needed', 'placeReason', 'Choose another place, or say in at least 20 characters why this one cannot be avoided.'),
    (minor and (new.interviewer_kind <> 'forensic_interviewer' or new.place_kind <> 'child_advocacy_center') and not taskforce.has_reason(new.setting_reason), 'reason_needed', 'settingReason', 'A minor is interviewed by a forensic interviewer at a child advocacy center. Say in at least 20 characters why not.'),
    (new.interpreter = 'arranged' and (new.interpreter_vetted_on is null or new.interpreter_checked_on is null or new.interpreter_connection <> 'none_found' or new.interpreter_language is null), 'not_vetted', 'interpreter', 'Give the language, the day the interpreter was vetted, the day conflicts were checked, and that no tie to the suspects was found.'),
    (expected in ('audio', 'video', 'none') and new.recording <> expected and not taskforce.has_reason(new.recording_reason), 'reason_needed', 'recordingReason', 'Record as the policy says, or say in at least 20 characters why not.'),
    (new.wants_to = 'no', 'not_wanted', 'wantsTo', 'The victim does not want this interview. Ask again another day.'),
    (tg_op = 'INSERT' and new.prior_seen <> taskforce.prior_interviews(new.victim_id), 'look_again', 'priorSeen', 'The number of earlier interviews has changed. Look at it again before you save.'),
    (seen >= (rules ->> 'interviewsBeforeReason')::integer and not taskforce.has_reason(new.again_reason), 'reason_needed', 'againReason', 'There were several interviews before. Say in at least 20 characters why one more is needed.')
  ) as refusals (holds, problem, field, remedy) loop
    if said.holds then
      raise exception using errcode = 'CR422', message = said.problem, detail = said.field, hint = said.remedy;
    end if;
  end loop;
  for one in select * from jsonb_array_elements(new.people) loop
    if coalesce(one ->> 'role', '') not in ('support_person', 'community_advocate', 'victim_specialist', 'attorney_of_victim', 'guardian', 'prosecutor', 'second_investigator', 'interpreter')
      or length(btrim(coalesce(one ->> 'name', ''))) not between 2 and 120 then
      raise exception using errcode = 'CR422', message = 'not_in_list', detail = 'people', hint = 'Give everybody in the room a name and one of the listed roles.';
    end if;
    if one ->> 'connection' is distinct from 'none_known' then
      raise exception using errcode = 'CR422', message = 'suspect_circle', detail = 'people', hint = 'Nobody related to a suspect or employed by one may be in the room.';
    end if;
    if one ->> 'role' in ('support_person', 'community_advocate', 'guardian') and one ->> 'wantedByVictim' is distinct from 'true' then
      raise exception using errcode = 'CR422', message = 'not_wanted', detail = 'people', hint = 'An advocate, a guardian or a support person is there only if the victim wants them.';
    end if;
  end loop;
  if new.state in ('held', 'stopped') then
    if new.wants_to <> 'yes' then
      raise exception using errcode = 'CR422', message = 'not_ready', detail = 'wantsTo', hint = 'Ask the victim whether they want this interview. Only a yes lets it begin.';
    end if;
    if (new.safe <> 'yes' or new.stable <> 'yes') and not (new.purpose = 'early_facts' and taskforce.has_reason(new.early_reason)) then
      raise exception using errcode = 'CR422', message = 'not_ready', detail = 'safe', hint = 'Wait until the victim says that they feel safe and stable, or plan early facts and say why they cannot wait.';
    end if;
    if new.interpreter = 'needed' then
      raise exception using errcode = 'CR422', message = 'no_interpreter', detail = 'interpreter', hint = 'Arrange an interpreter first, or postpone.';
    end if;
    if new.told_free_to_leave is distinct from true then
      raise exception using errcode = 'CR422', message = 'not_told', detail = 'toldFreeToLeave', hint = 'Tell the victim that they may stop and leave at any time.';
    end if;
    if new.held_on > taskforce.today() then
      raise exception using errcode = 'CR422', message = 'in_the_future', detail = 'heldOn', hint = 'Give the day it was held: today or earlier.';
    end if;
  end if;
  if new.state <> 'planned' then
    new.state_at := now();
    new.state_by := kit.current_account();
  end if;
  return new;
end $$;
comment on function taskforce.check_interview is 'Refuses what a plan of an interview may not hold, and an interview for which the victim is not ready';
create trigger check_interview before insert or update on taskforce.interview_plans
  for each row execute function taskforce.check_interview();
select kit.audited('taskforce.interview_plans', 'victims', 'victim_id');
select kit.versioned('taskforce.interview_plans');
create index interview_plans_state_by on taskforce.interview_plans (state_by) where state_by is not null;
