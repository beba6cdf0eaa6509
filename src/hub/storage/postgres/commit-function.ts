// The function that writes a batch of appends in one round trip, under one lock, or writes nothing and says why.

/** Advisory lock of everything that writes: positions grow in the order of commits, whatever hub commits. */
export const WRITE_LOCK = 0x64_65_73_6b

/** Not `max(seq)`: for a table it believes small, the planner reads a whole index to find a maximum. */
const HEAD = '(SELECT e.seq FROM event e WHERE e.stream = s.stream ORDER BY e.seq DESC LIMIT 1)'

/**
 * `deskhand_commit` writes a batch if all is as it is told to expect.
 *
 * When it is, `base` is the position before the first new line. Otherwise nothing was written, `base` is null, and the
 * last position, the heads of `streams` and the replies of `keys` are given back, to judge the batch by.
 *
 * - `streams`, `expected`  every stream of the batch and the head it must have; null: any
 * - `known`, `known_base`  whether the head was known when the last position was `known_base`: if it still is, nobody
 *                          has written since and the head is not looked up
 * - `keys`                 every request key of the batch; `absent`: those that must be new but are in no line below
 * - `line_…`               one element a line; `line_requests` and `line_replies` are null where no request ends
 * - `bare_…`               requests of appends without lines
 * - `statements`, `rows`   one a table: a statement made from the declared schema, and its rows as JSON
 *
 * Each statement inside sees what was committed before the lock was taken (READ COMMITTED, volatile function). That a
 * line's request is new is left to the unique index: requests come again seldom, and looking each one up costs a tenth
 * of the whole (measured).
 *
 * Its plans are made while the tables are empty and kept for the life of a connection, so they must not depend on
 * statistics: every look is a subquery on one key or one end of an index, and scans of whole tables and sorts are switched
 * off (measured: a plan that scanned `request` took 49 ms a batch after 60,000 requests). `OFFSET 0` keeps each head
 * from being looked up twice.
 */
export const COMMIT_FUNCTION = `
CREATE FUNCTION deskhand_commit(
  streams text[], expected bigint[], known boolean[], known_base bigint, keys text[], absent text[],
  bare_keys text[], bare_replies text[], line_streams text[], line_seqs bigint[], line_ats bigint[], line_types text[],
  line_requests text[], line_replies text[], lines text[], statements text[], rows json[],
  OUT base bigint, OUT last bigint, OUT heads bigint[], OUT replies text[]
) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_sort = off AS $$
DECLARE
  as_expected boolean;
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  PERFORM pg_advisory_xact_lock(${WRITE_LOCK});
  last := coalesce((SELECT e.position FROM event e ORDER BY e.position DESC LIMIT 1), 0);
  SELECT coalesce(bool_and(h.expected = h.head), true) INTO as_expected
    FROM (SELECT s.expected, coalesce(${HEAD}, 0) AS head
          FROM unnest(streams, expected, known) AS s(stream, expected, known)
          WHERE s.expected IS NOT NULL AND (s.known AND known_base = last) IS NOT TRUE OFFSET 0) AS h;
  SELECT as_expected AND coalesce(bool_and((SELECT r.key FROM request r WHERE r.key = k.key) IS NULL), true)
    INTO as_expected FROM unnest(absent || line_requests) AS k(key) WHERE k.key IS NOT NULL;
  SELECT as_expected AND coalesce(bool_and((SELECT e.request FROM event e WHERE e.request = k.key) IS NULL), true)
    INTO as_expected FROM unnest(absent) AS k(key);
  IF as_expected THEN
    BEGIN
      INSERT INTO event (position, stream, seq, at, type, request, reply, line)
        SELECT last + l.n, l.stream, l.seq, l.at, l.type, l.request, l.reply, l.line
        FROM unnest(line_streams, line_seqs, line_ats, line_types, line_requests, line_replies, lines)
          WITH ORDINALITY AS l(stream, seq, at, type, request, reply, line, n);
      INSERT INTO request (key, reply) SELECT * FROM unnest(bare_keys, bare_replies);
      base := last;
    EXCEPTION WHEN unique_violation THEN
      base := NULL;
    END;
  END IF;
  IF base IS NULL THEN
    SELECT array_agg(coalesce(${HEAD}, 0) ORDER BY s.n)
      INTO heads FROM unnest(streams) WITH ORDINALITY AS s(stream, n);
    SELECT array_agg(coalesce(
        (SELECT e.reply FROM event e WHERE e.request = k.key), (SELECT r.reply FROM request r WHERE r.key = k.key))
        ORDER BY k.n)
      INTO replies FROM unnest(keys) WITH ORDINALITY AS k(key, n);
    RETURN;
  END IF;
  FOR i IN 1 .. coalesce(array_length(statements, 1), 0) LOOP
    EXECUTE statements[i] USING rows[i];
  END LOOP;
END $$`
