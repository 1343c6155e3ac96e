-- A shop of about :scale GB: four tables of different width, keys, indexes, foreign keys.
CREATE TABLE customers (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL, email text UNIQUE, note text, created timestamptz DEFAULT now());
CREATE TABLE orders (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, customer bigint NOT NULL REFERENCES customers, total numeric(12,2), state text, placed timestamptz, data jsonb);
CREATE TABLE items (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, "order" bigint NOT NULL REFERENCES orders, sku text, qty int, price numeric(10,2));
CREATE TABLE log (at timestamptz, level text, message text);
INSERT INTO customers (name, email, note) SELECT 'name ' || i, 'u' || i || '@example.org', repeat(md5(i::text), 3) FROM generate_series(1, (350000 * :scale)::int) i;
INSERT INTO orders (customer, total, state, placed, data)
  SELECT 1 + (i::bigint * 7919) % (350000 * :scale)::int, (i % 100000) / 7.0, (ARRAY['new', 'paid', 'sent'])[1 + i % 3], timestamptz '2025-01-01' + i * interval '7 seconds', jsonb_build_object('a', i, 'b', md5(i::text))
  FROM generate_series(1, (1350000 * :scale)::int) i;
INSERT INTO items ("order", sku, qty, price) SELECT 1 + (i::bigint * 7) % (1350000 * :scale)::int, 'sku-' || (i::bigint * 31) % 50000, i % 9, (i % 9999) / 3.0 FROM generate_series(1, (3600000 * :scale)::int) i;
INSERT INTO log SELECT timestamptz '2025-01-01' + i * interval '1 second', 'INFO', 'message ' || md5(i::text) || md5((i * 3::bigint)::text) FROM generate_series(1, (1800000 * :scale)::int) i;
CREATE INDEX ON orders (customer);
CREATE INDEX ON orders (placed);
CREATE INDEX ON items ("order");
CREATE INDEX ON items (sku);
CREATE INDEX ON log (at);
VACUUM ANALYZE;
