-- A ledger of claims: one transaction checks for a duplicate, prices, shares, pays and records a claim of one line.
-- Money is in cents. The payer's row is locked last, so that others wait for it as briefly as can be.

CREATE TABLE payers (id int PRIMARY KEY, reserve bigint NOT NULL CHECK (reserve >= 0)) WITH (fillfactor = 50);
CREATE TABLE providers (id int PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50);
CREATE TABLE prices (payer int, service int, allowed bigint NOT NULL, PRIMARY KEY (payer, service));
CREATE TABLE coverages (
  id int PRIMARY KEY, payer int NOT NULL REFERENCES payers, starts date NOT NULL, ends date NOT NULL,
  deductible_left bigint NOT NULL, out_of_pocket_left bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE claims (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), account name NOT NULL,
  provider int NOT NULL, coverage int NOT NULL, charge bigint NOT NULL, paid bigint NOT NULL, patient bigint NOT NULL
);
CREATE TABLE lines (
  claim bigint, n int, service int NOT NULL, day date NOT NULL, charge bigint NOT NULL, paid bigint NOT NULL,
  contractual bigint NOT NULL, deductible bigint NOT NULL, coinsurance bigint NOT NULL, copayment bigint NOT NULL,
  duplicate bigint NOT NULL, PRIMARY KEY (claim, n),
  CHECK (charge = paid + contractual + deductible + coinsurance + copayment + duplicate)
);
CREATE TABLE served (coverage int, fingerprint bytea, PRIMARY KEY (coverage, fingerprint));

-- Returns what was paid. Copayment 5.00, then the deductible, then a fifth, within what the patient bears at most.
CREATE FUNCTION submit(billed_by int, under int, what int, served_on date, charged bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cover coverages;
  allowed bigint;
  copayment bigint := 0;
  deductible bigint := 0;
  coinsurance bigint := 0;
  paid bigint := 0;
  duplicate bigint := 0;
  excess bigint;
  claim bigint;
BEGIN
  SELECT * INTO STRICT cover FROM coverages WHERE id = under FOR UPDATE;
  IF served_on NOT BETWEEN cover.starts AND cover.ends THEN
    RAISE EXCEPTION 'not covered on that day';
  END IF;
  SELECT least(p.allowed, charged) INTO STRICT allowed FROM prices p WHERE p.payer = cover.payer AND p.service = what;
  INSERT INTO served VALUES (under, substr(sha256(convert_to(concat_ws(' ', billed_by, what, served_on), 'UTF8')), 1, 16))
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    copayment := least(500, allowed);
    deductible := least(allowed - copayment, cover.deductible_left);
    coinsurance := (allowed - copayment - deductible + 2) / 5;  -- a fifth, rounded half up
    excess := greatest(copayment + deductible + coinsurance - cover.out_of_pocket_left, 0);
    coinsurance := coinsurance - least(excess, coinsurance);
    excess := greatest(copayment + deductible + coinsurance - cover.out_of_pocket_left, 0);
    deductible := deductible - least(excess, deductible);
    copayment := least(copayment, cover.out_of_pocket_left);
    paid := allowed - copayment - deductible - coinsurance;
    UPDATE coverages SET deductible_left = deductible_left - deductible,
      out_of_pocket_left = out_of_pocket_left - copayment - deductible - coinsurance WHERE id = under;
  ELSE
    duplicate := charged;
    allowed := charged;
  END IF;
  INSERT INTO claims (account, provider, coverage, charge, paid, patient)
    VALUES (session_user, billed_by, under, charged, paid, copayment + deductible + coinsurance) RETURNING id INTO claim;
  INSERT INTO lines VALUES (claim, 1, what, served_on, charged, paid, charged - allowed, deductible, coinsurance, copayment,
    duplicate);
  IF paid > 0 THEN
    UPDATE providers SET balance = balance + paid WHERE id = billed_by;
    UPDATE payers SET reserve = reserve - paid WHERE id = cover.payer;
  END IF;
  RETURN paid;
END $$;

REVOKE ALL ON FUNCTION submit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION submit TO member;

-- 64 payers with 1,000 coverages and 10,000 prices each, 1,000 providers.
INSERT INTO payers SELECT n, 1000000000000 FROM generate_series(1, 64) AS n;
INSERT INTO providers SELECT n, 0 FROM generate_series(1, 1000) AS n;
INSERT INTO prices SELECT payer, service, 1000 FROM generate_series(1, 64) AS payer, generate_series(1, 10000) AS service;
INSERT INTO coverages SELECT n, 1 + (n - 1) / 1000, current_date - 400, current_date, 300, 100000
  FROM generate_series(1, 64000) AS n;
VACUUM ANALYZE;
