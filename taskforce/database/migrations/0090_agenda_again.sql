-- A case that was taken off an agenda can be put on it again; the line that was taken off stays readable.

alter table taskforce.meeting_items drop constraint meeting_items_meeting_id_case_id_key;
create unique index meeting_items_standing on taskforce.meeting_items (meeting_id, case_id) where removed_at is null;
comment on index taskforce.meeting_items_standing is 'A case stands on an agenda once';
