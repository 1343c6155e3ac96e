UPDATE wexels SET principal = NULL;
DELETE FROM settings;
INSERT INTO users (wallet) VALUES ('nobody');
