-- The schedule's settings whole, as their owner states them; what is due by them; whoever paused it for a while.
alter table schedule
  add column settings jsonb,
  add column due_at timestamptz, -- next_fire and the schedule's place in its spread
  add column paused_at timestamptz,
  add column paused_by text,
  add column pause_reason text,
  add check (num_nulls(paused_at, paused_by, pause_reason) in (0, 3));
update schedule set
  settings = jsonb_build_object('cron', cron, 'zone', zone, 'paused', paused),
  due_at = next_fire;
alter table schedule
  alter column settings set not null,
  alter column due_at set not null,
  drop column cron,
  drop column zone,
  drop column paused; -- and the index that left paused ones out: their fires are recorded, too
create index schedule_due on schedule (due_at);

-- A fire has its run, or is missed for a reason, or waits for another run's end; one at most waits.
alter table schedule_fire
  add column reason text,
  add column waiting boolean not null default false,
  add column start_by timestamptz,
  drop constraint schedule_fire_check;
update schedule_fire set reason = case
    when missed like 'no scheduler%' then 'NOT_RUNNING'
    when missed like 'the schedule was changed%' then 'CHANGED'
    else 'OVERLAP'
  end
  where missed is not null;
alter table schedule_fire
  add check (num_nonnulls(run, missed) + waiting::integer = 1),
  add check ((missed is null) = (reason is null)),
  add check (start_by is null or waiting);
create unique index schedule_fire_waiting on schedule_fire (system) where waiting;
create index schedule_fire_last on schedule_fire (last); -- for forgetting old ones
