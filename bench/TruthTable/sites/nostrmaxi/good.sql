CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE nip05_identities (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users, name text NOT NULL UNIQUE, pubkey text);
INSERT INTO users (email) SELECT 'user' || n || '@nostrmaxi.example' FROM generate_series(1, 200) n;
INSERT INTO nip05_identities (user_id, name, pubkey) SELECT id, 'user' || id, md5(id::text) FROM users;
INSERT INTO settings VALUES ('ready', 'yes');
