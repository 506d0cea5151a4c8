-- Decide and log in the database: whoever asks reaches a record through row-level security, every request is logged, a
-- permitted one leaves a grant. The part of the directives that one table can hold without recursion: contexts of
-- provisions are written out when a directive is recorded, and the depth is stored.

CREATE ROLE gate NOLOGIN;    -- whose function decides; row-level security holds for it
CREATE ROLE member LOGIN;    -- who asks: may call the functions, and nothing else

CREATE TABLE codes (id int PRIMARY KEY, lineage int[] NOT NULL);
CREATE TABLE staff (organization int, person int, PRIMARY KEY (organization, person));
CREATE TABLE records (subject int, class int, PRIMARY KEY (subject, class));
CREATE TABLE directives (
  id int PRIMARY KEY, subject int NOT NULL, active boolean NOT NULL, starts timestamptz NOT NULL, ends timestamptz NOT NULL
);
CREATE INDEX ON directives (subject);
CREATE TABLE provisions (
  directive int, place int, depth int NOT NULL, permits boolean NOT NULL,
  purposes int[] NOT NULL, actions int[] NOT NULL, classes int[] NOT NULL, PRIMARY KEY (directive, place)
);
CREATE TABLE grants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject int NOT NULL, organization int NOT NULL, person int NOT NULL,
  purpose int NOT NULL, action int NOT NULL, class int NOT NULL, issued timestamptz NOT NULL, expires timestamptz NOT NULL
);
CREATE TABLE access_log (
  n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), account name NOT NULL,
  subject int NOT NULL, organization int NOT NULL, person int NOT NULL, purpose int NOT NULL, action int NOT NULL,
  class int NOT NULL, permitted boolean NOT NULL
);
CREATE INDEX ON access_log (subject);

-- The deepest provision that matches counts, at the same depth a denial; of several directives each must not deny.
-- PL/pgSQL and not SQL, though it is one query: it keeps its plan for the session, which makes it three times as fast.
CREATE FUNCTION permits(who int, what int[], why int[], how int[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(bool_and(verdict), false) FROM (
    SELECT DISTINCT ON (p.directive) p.permits AS verdict
    FROM directives d JOIN provisions p ON p.directive = d.id
    WHERE d.subject = who AND d.active AND now() BETWEEN d.starts AND d.ends
      AND (p.purposes = '{}' OR p.purposes && why)
      AND (p.actions = '{}' OR p.actions && how)
      AND (p.classes = '{}' OR p.classes && what)
    ORDER BY p.directive, p.depth DESC, p.permits
  ) AS each);
END $$;

ALTER TABLE records ENABLE ROW LEVEL SECURITY;
CREATE POLICY consent ON records FOR SELECT TO gate USING (permits(
  subject, (SELECT lineage FROM codes WHERE id = class),
  current_setting('salus.why')::int[], current_setting('salus.how')::int[]
));

CREATE FUNCTION request_access(who int, member_of int, as_person int, why int, how int, what int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  permitted boolean;
BEGIN
  IF NOT EXISTS (SELECT FROM staff WHERE organization = member_of AND person = as_person) THEN
    RAISE EXCEPTION 'no duty to ask';
  END IF;
  PERFORM set_config('salus.why', lineage::text, true) FROM codes WHERE id = why;
  PERFORM set_config('salus.how', lineage::text, true) FROM codes WHERE id = how;
  permitted := EXISTS (SELECT FROM records WHERE subject = who AND class = what);
  IF permitted THEN
    INSERT INTO grants (subject, organization, person, purpose, action, class, issued, expires)
    VALUES (who, member_of, as_person, why, how, what, now(), now() + interval '1 hour');
  END IF;
  INSERT INTO access_log (account, subject, organization, person, purpose, action, class, permitted)
  VALUES (session_user, who, member_of, as_person, why, how, what, permitted);
  RETURN permitted;
END $$;

GRANT SELECT ON codes, staff, records TO gate;
GRANT INSERT ON grants, access_log TO gate;
REVOKE ALL ON FUNCTION permits, request_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION permits TO gate;
GRANT CREATE ON SCHEMA public TO gate;
ALTER FUNCTION request_access OWNER TO gate;
REVOKE CREATE ON SCHEMA public FROM gate;
GRANT EXECUTE ON FUNCTION request_access TO member;

-- 20 organisations with 100 people each; purposes 10 and 11, action 20, classes from 30 on, as in src/consent.rs.
INSERT INTO codes SELECT id, ARRAY[id] FROM generate_series(10, 49) AS id;
INSERT INTO staff SELECT n % 20, n FROM generate_series(0, 1999) AS n;
-- 10,000 subjects with a directive of one provision, as many with one of 32: treatment is permitted, exceptions forbid
-- other classes of data. Each has a record that is asked for and one of a class that an exception forbids.
INSERT INTO records SELECT n, class FROM generate_series(1, 20000) AS n, unnest(ARRAY[30, 33]) AS class;
INSERT INTO directives SELECT n, n, true, '-infinity', 'infinity' FROM generate_series(1, 20000) AS n;
INSERT INTO provisions SELECT n, 0, 0, true, '{10}', '{}', '{}' FROM generate_series(1, 20000) AS n;
INSERT INTO provisions SELECT n, place, 1, false, '{10}', '{20}', ARRAY[33 + (place - 1) % 7]
  FROM generate_series(10001, 20000) AS n, generate_series(1, 31) AS place;
ALTER TABLE provisions ADD FOREIGN KEY (directive) REFERENCES directives;
VACUUM ANALYZE;
