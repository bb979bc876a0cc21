-- What a recovery has made or changed at its target, written before it does so: whoever takes over
-- may remove exactly this and nothing else. "detail" is what taking it back needs to know.
CREATE TABLE made (
    run    uuid        NOT NULL,
    kind   text        NOT NULL,
    name   text        NOT NULL,
    detail text,
    at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run, kind, name)
);
