-- Work that this service was ordered to do; see package dev.davit.kit.work.
create table work (
  id uuid primary key,
  kind text not null,
  run uuid not null,
  system text not null,
  generation integer not null,
  state text not null check (state in ('waiting', 'ready', 'leased', 'done', 'failed', 'cancelled')),
  needs text[] not null,
  event jsonb not null,          -- the order, as CloudEvent
  notes jsonb not null default '{}',
  owner text,
  epoch bigint not null default 0,
  attempt integer not null default 0,
  lease_until timestamptz,
  not_before timestamptz not null default now(),
  cancel_requested boolean not null default false,
  superseded boolean not null default false,
  problem jsonb,
  created timestamptz not null default now(),
  changed timestamptz not null default now(),
  unique (kind, run, generation)
);
create index work_claimable on work (kind, not_before) where state in ('ready', 'leased');
create index work_run on work (run);

-- Facts of runs that this service listens to, also those that come before their order.
create table work_fact (
  run uuid not null,
  name text not null,
  generation integer not null,
  event jsonb not null,
  at timestamptz not null default now(),
  primary key (run, name, generation)
);
create index work_fact_at on work_fact (at);

-- A higher generation that was announced; kept for an order that has not come yet.
create table work_generation (
  kind text not null,
  run uuid not null,
  generation integer not null,
  needs text[] not null,
  at timestamptz not null default now(),
  primary key (kind, run)
);

-- Facts that this service said while its work went on: each once.
create table work_said (
  run uuid not null,
  name text not null,
  generation integer not null,
  at timestamptz not null default now(),
  primary key (run, name, generation)
);
create index work_said_at on work_said (at);
