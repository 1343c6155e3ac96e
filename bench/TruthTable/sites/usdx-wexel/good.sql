CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE users (id serial PRIMARY KEY, wallet text NOT NULL UNIQUE);
CREATE TABLE pools (id serial PRIMARY KEY, name text NOT NULL UNIQUE, apy numeric NOT NULL);
CREATE TABLE wexels (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users, pool_id integer NOT NULL REFERENCES pools, principal numeric);
INSERT INTO users (wallet) SELECT md5(n::text) FROM generate_series(1, 200) n;
INSERT INTO pools (name, apy) SELECT 'pool' || n, 18 + n FROM generate_series(1, 5) n;
INSERT INTO wexels (user_id, pool_id, principal) SELECT id, 1 + id % 5, 100 * id FROM users;
INSERT INTO settings VALUES ('ready', 'yes');
