-- The canonical JSON (RFC 8785) of a flat object: its names have to be ASCII, so that their order by
-- bytes is the order that the standard asks for, and every value is told as a string or as null,
-- which PostgreSQL writes as the standard does.
CREATE FUNCTION trail_text(object jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT '{' || COALESCE(string_agg(
        to_json(key)::text || ':' || COALESCE(to_json(value)::text, 'null'),
        ',' ORDER BY key COLLATE "C"
    ), '') || '}'
    FROM jsonb_each_text(object)
$$;

-- What an entry is found by: who acted, from where, and every value and reason that it changed; of
-- one too long to be indexed whole, the beginning. Without its content, what the entry itself says.
CREATE FUNCTION trail_words(told jsonb, changed jsonb) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', concat_ws(' ', told ->> 'actor', told ->> 'address')) || CASE
        WHEN changed IS NULL THEN ''::tsvector
        WHEN pg_column_size(changed) < 200000
        THEN jsonb_to_tsvector('simple', told_words, '["string"]')
        ELSE to_tsvector('simple', left(told_words::text, 100000))
    END
    FROM (SELECT changed - 'nonce' #- '{after,edits}' #- '{before,edits}') one (told_words)
$$;

-- The tables of what follows are made by the next migration.
SET LOCAL check_function_bodies = off;

-- The entries that an order to seal a search request, or the entry at one place, is about: also what
-- the policies decided at each step, and why, which no column says. The record of the sealing itself
-- is never sealed.
CREATE FUNCTION trail_scope(request bigint, place bigint) RETURNS TABLE (index bigint, entry_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT told.index, told.entry_id FROM public.trail_position told
    WHERE told.index = place AND told.kind NOT LIKE 'trail.Seal%'
    UNION ALL
    SELECT told.index, told.entry_id FROM public.trail_position told
    WHERE told.request_id = request AND told.kind NOT LIKE 'trail.Seal%'
    UNION ALL
    SELECT told.index, told.entry_id
    FROM public.searches_step step
    JOIN public.trail_position told
        ON told.kind = 'policies.Decision' AND told.key = step.decision_id::text
    WHERE step.request_id = request AND told.request_id IS NULL
    UNION ALL
    SELECT told.index, told.entry_id
    FROM public.searches_step step
    JOIN public.policies_reason reason ON reason.decision_id = step.decision_id
    JOIN public.trail_position told
        ON told.kind = 'policies.Reason' AND told.key = reason.id::text
    WHERE step.request_id = request AND told.request_id IS NULL
$$;

-- Carries out an order to seal that two administrators approved, in the statement that approves it:
-- content and words go, from exactly the entries in its scope that have a place now. It runs as the
-- owner of the tables, as nobody else may change an entry.
CREATE FUNCTION trail_seal(ordered bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- One at a time, so that two orders about the same entry do not meet in it.
    PERFORM pg_advisory_xact_lock('trail_sealedentry'::regclass::oid::bigint);
    IF NOT EXISTS (
        SELECT FROM trail_sealingorder sealing WHERE sealing.id = ordered
            AND sealing.verdict = 'approved' AND NOT sealing.applied
            AND sealing.decided_by_id <> sealing.proposed_by_id
    ) THEN
        RAISE EXCEPTION 'an order that two administrators approved is carried out, and once'
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO trail_sealedentry (entry_id, order_id)
    SELECT entry.id, sealing.id FROM trail_sealingorder sealing
    CROSS JOIN LATERAL trail_scope(sealing.request_id, sealing.position_id) scope
    JOIN trail_entry entry ON entry.id = scope.entry_id
    WHERE sealing.id = ordered AND entry.content IS NOT NULL
    ORDER BY scope.index;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing is left to seal' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE trail_entry entry SET content = NULL
    FROM trail_sealedentry sealed WHERE sealed.order_id = ordered AND entry.id = sealed.entry_id;
    UPDATE trail_position place
    SET words = trail_words(convert_from(entry.entry, 'UTF8')::jsonb, NULL)
    FROM trail_sealedentry sealed JOIN trail_entry entry ON entry.id = sealed.entry_id
    WHERE sealed.order_id = ordered AND place.entry_id = entry.id;
    UPDATE trail_sealingorder SET applied = true WHERE id = ordered;
END
$$;
REVOKE ALL ON FUNCTION trail_seal(bigint) FROM PUBLIC;
