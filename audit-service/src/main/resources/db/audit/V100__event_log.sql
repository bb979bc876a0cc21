-- Every event heard, chained: see package dev.davit.audit.evidence. What is asked for is computed
-- from the event itself, so it cannot tell another story.
CREATE TABLE event_log (
    seq       bigint      PRIMARY KEY CHECK (seq > 0),
    at        timestamptz NOT NULL,
    event     text        NOT NULL,
    previous  text        NOT NULL,
    hash      text        NOT NULL UNIQUE,
    source    text        NOT NULL GENERATED ALWAYS AS (event::jsonb ->> 'source') STORED,
    id        text        NOT NULL GENERATED ALWAYS AS (event::jsonb ->> 'id') STORED,
    type      text        NOT NULL GENERATED ALWAYS AS (event::jsonb ->> 'type') STORED,
    system    text        NOT NULL GENERATED ALWAYS AS (event::jsonb -> 'data' ->> 'system') STORED,
    run       uuid        GENERATED ALWAYS AS ((event::jsonb -> 'data' ->> 'run')::uuid) STORED,
    UNIQUE (source, id)
);
CREATE INDEX event_log_run ON event_log (run, seq);
CREATE INDEX event_log_system ON event_log (system, seq);
CREATE INDEX event_log_type ON event_log (system, type, seq);

-- Signed words about the log; published, so that nobody needs to trust this table.
CREATE TABLE checkpoint (
    seq       bigint      PRIMARY KEY,
    at        timestamptz NOT NULL,
    envelope  text        NOT NULL
);

-- The signed manifests of the points that were sealed here.
CREATE TABLE point_evidence (
    point     uuid        PRIMARY KEY,
    run       uuid        NOT NULL,
    system    text        NOT NULL,
    snapshot  text        NOT NULL,
    envelope  text        NOT NULL,
    at        timestamptz NOT NULL
);
CREATE INDEX point_evidence_run ON point_evidence (run);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table "%" is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON point_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Also for whoever replays another server's changes.
ALTER TABLE event_log ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE point_evidence ENABLE ALWAYS TRIGGER append_only;

-- When each repository was last pruned.
CREATE TABLE pruned (
    repository text        PRIMARY KEY,
    at         timestamptz NOT NULL
);
