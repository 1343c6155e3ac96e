INSERT INTO users (email)
SELECT 'user' || n || '@nostrmaxi.example' FROM generate_series(1, 12) n;
INSERT INTO nip05_identities (user_id, name, pubkey)
SELECT id, CASE id WHEN 1 THEN 'test' ELSE 'user' || id END, repeat(lpad(to_hex(id), 2, '0'), 32) FROM users;
INSERT INTO subscriptions (user_id, tier, paid_until)
SELECT id, CASE WHEN id % 3 = 0 THEN 'max' ELSE 'pro' END, '2026-12-31' FROM users;
