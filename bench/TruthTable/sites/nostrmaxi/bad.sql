UPDATE nip05_identities SET pubkey = 'npub' || id;
DELETE FROM settings;
INSERT INTO users (email) VALUES ('nobody@nostrmaxi.example');
