-- Taking back an import deletes cases, strands and their history by the thousand; each is looked for in every table
-- that refers to it. And what is joined along these columns every day.

create index tasks_strand on taskforce.tasks (strand_id) where strand_id is not null;
create index notes_strand on taskforce.notes (strand_id) where strand_id is not null;
create index approval_requests_strand on taskforce.approval_requests (strand_id) where strand_id is not null;
create index decisions_needed_strand on taskforce.decisions_needed (strand_id) where strand_id is not null;
create index carried_facts_strand on taskforce.carried_facts (strand_id) where strand_id is not null;
create index approval_requests_supersedes on taskforce.approval_requests (supersedes) where supersedes is not null;
create index approval_requests_activity on taskforce.approval_requests (activity_id) where activity_id is not null;
create index phase_transitions_activity on taskforce.phase_transitions (activity_id) where activity_id is not null;
create index tip_cases_by_case on taskforce.tip_cases (case_id);
create index tip_cases_by_tip on taskforce.tip_cases (tip_id);
create index tip_cases_decision on taskforce.tip_cases (decision_id) where decision_id is not null;
create index tip_decisions_duplicate on taskforce.tip_decisions (duplicate_of) where duplicate_of is not null;
create index tips_agency on taskforce.tips (agency_id) where agency_id is not null;
create index carried_sources_case on taskforce.carried_sources (case_id);
create index carried_sources_from on taskforce.carried_sources (from_case_id);
create index meeting_minutes_case on taskforce.meeting_minutes (case_id);
create index meeting_minutes_meeting on taskforce.meeting_minutes (meeting_id);
create index imports_file on taskforce.imports (file_id);
