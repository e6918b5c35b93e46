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
-- one too long to be indexed whole, the beginning.
CREATE FUNCTION trail_words(told jsonb, changed jsonb) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', concat_ws(' ', told ->> 'actor', told ->> 'address')) || CASE
        WHEN pg_column_size(changed) < 200000
        THEN jsonb_to_tsvector('simple', changed - 'nonce', '["string"]')
        ELSE to_tsvector('simple', left((changed - 'nonce')::text, 100000))
    END
$$;
