-- When waiting work may start and before which other; see dev.davit.kit.work.Admission.
alter table work add column admission jsonb not null default '{}';
-- Why work that could be claimed is not, for people; null: it is not waiting, or nobody has looked.
alter table work add column waits text;

-- When a system's turn was last.
create table work_turn (
  system text primary key,
  at timestamptz not null
);
create index work_turn_at on work_turn (at);

-- Rows come and go by the thousand in a table that stays small.
alter table outbox set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000);
