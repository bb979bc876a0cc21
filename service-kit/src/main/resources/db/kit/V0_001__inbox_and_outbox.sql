-- Events that were handled: a second one of the same source and id is a duplicate.
create table inbox (
  source text not null,
  id text not null,
  at timestamptz not null default now(),
  primary key (source, id)
);
create index inbox_at on inbox (at);

-- Records that are no events, or that their handler refused.
create table quarantine (
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  headers jsonb not null,
  value bytea,
  code text not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (topic, partition, "offset")
);

-- Events to be sent; deleted once the broker has them, so every row is unpublished.
create table outbox (
  seq bigserial primary key,
  shard smallint not null,
  topic text not null,
  key text not null,
  value bytea not null,
  headers jsonb not null,
  created timestamptz not null default now()
);
create index outbox_shard on outbox (shard, seq);
