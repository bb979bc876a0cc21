-- Protected systems; a change is a new revision of the row.
create table protected_system (
  name text primary key,
  definition jsonb not null,
  revision bigint not null default 1,
  changed timestamptz not null default now()
);

-- When a system's next backup is due; one row for each schedule.
create table schedule (
  system text primary key references protected_system (name) on delete cascade,
  cron text not null,
  zone text not null,
  paused boolean not null,
  next_fire timestamptz not null
);
create index schedule_due on schedule (next_fire) where not paused;

-- What became of each nominal fire: it lies in exactly one row. Misses one after another share theirs.
create table schedule_fire (
  system text not null,
  nominal timestamptz not null,
  last timestamptz not null,       -- the last nominal fire of this row
  fires bigint not null default 1, -- how many there are from the first to the last
  run uuid,
  missed text,
  at timestamptz not null default now(),
  primary key (system, nominal),
  check ((run is null) <> (missed is null))
);

-- Answered requests, kept for a week.
create table request (
  source text not null,
  id text not null,
  system text not null,
  idempotency_key text,
  run uuid,
  at timestamptz not null default now(),
  primary key (source, id)
);
create unique index request_key on request (source, system, idempotency_key) where idempotency_key is not null;
create index request_at on request (at);

create table run (
  id uuid primary key,
  system text not null,
  kind text not null,
  state text not null,
  data jsonb not null,
  ended boolean not null default false,
  requester text not null, -- the source of the request, or the scheduler itself
  reason text,
  correlation text,
  traceparent text,
  point uuid,
  requested timestamptz not null,
  ended_at timestamptz
);
create index run_system on run (system, requested desc);
create index run_live on run (system) where not ended;
create index run_kind on run (system, kind, requested desc);

-- Every move of every run.
create table run_history (
  run uuid not null references run (id),
  seq integer not null,
  at timestamptz not null,
  state text not null,
  text text not null,
  event text,
  primary key (run, seq)
);

create table recovery_point (
  id uuid primary key,
  system text not null,
  data jsonb not null,
  state text not null,
  at timestamptz not null
);
create index recovery_point_system on recovery_point (system, at desc);

-- Every event on the broker as the scheduler saw it, for whoever watches; kept for a while.
create table seen_event (
  seq bigserial primary key,
  system text not null,
  run uuid,
  progress text, -- the service whose progress this is: only its latest is kept, until the run ends
  event jsonb not null,
  at timestamptz not null default now()
);
create index seen_event_run on seen_event (run, seq);
create unique index seen_event_progress on seen_event (run, progress) where progress is not null;
create index seen_event_at on seen_event (at);
