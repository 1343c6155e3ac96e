UPDATE "User" SET email = NULL WHERE id > 20;
UPDATE "Conversation" SET "userId" = NULL WHERE id > 20;
DELETE FROM settings;
