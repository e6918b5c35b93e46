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

-- What an entry is found by: who acted, the reason, and the values that were there before and after.
CREATE FUNCTION trail_words(told jsonb, content jsonb) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', left(concat_ws(' ',
        told ->> 'actor', told ->> 'address', content ->> 'reason',
        (SELECT string_agg(value, ' ') FROM jsonb_each_text(NULLIF(content -> 'after', 'null'))),
        (SELECT string_agg(value, ' ') FROM jsonb_each_text(NULLIF(content -> 'before', 'null')))
    ), 100000))
$$;
