-- What became of a record that was set aside; null: nothing yet.
alter table quarantine add column outcome text check (outcome in ('replayed', 'discarded'));
alter table quarantine add column settled timestamptz;
alter table quarantine add column settled_by text;
