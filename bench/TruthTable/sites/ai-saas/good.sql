CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE "User" (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE "Conversation" (id serial PRIMARY KEY, "userId" integer REFERENCES "User", title text NOT NULL);
CREATE TABLE "Message" (id serial PRIMARY KEY, "conversationId" integer NOT NULL REFERENCES "Conversation", body text NOT NULL);
INSERT INTO "User" (email) SELECT 'user' || n || '@example.com' FROM generate_series(1, 200) n;
INSERT INTO "Conversation" ("userId", title) SELECT id, 'about ' || id FROM "User";
INSERT INTO "Message" ("conversationId", body) SELECT id, md5(id::text) FROM "Conversation";
INSERT INTO settings VALUES ('ready', 'yes');
