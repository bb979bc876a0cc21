-- Which record an event was handled from: the same one read again is the broker's doing, another one its publisher's.
alter table inbox add column place text;

-- The whole record: its key, and its headers in their order, each as often as it came. Of type json, since a name may
-- hold a zero character, which jsonb refuses.
alter table quarantine add column record_key bytea;
alter table quarantine add column all_headers json;
update quarantine set all_headers = (
  select coalesce(json_agg(json_build_object('name', key, 'value', value)), '[]') from jsonb_each(headers));
alter table quarantine drop column headers;
alter table quarantine rename column all_headers to headers;
alter table quarantine alter column headers set not null;
create index quarantine_waiting on quarantine (at) where outcome is null;

-- What people did with a record: who, when, why, and with which bytes in the place of those that came.
create table quarantine_action (
  seq bigserial primary key,
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  action text not null check (action in ('refused', 'replayed', 'discarded')),
  at timestamptz not null default now(),
  actor text not null,
  why text,
  corrected bytea,  -- null: it was tried as it came
  code text,        -- of what was wrong with it, if it was refused
  reason text,
  foreign key (topic, partition, "offset") references quarantine on delete cascade
);
create index quarantine_action_record on quarantine_action (topic, partition, "offset");
