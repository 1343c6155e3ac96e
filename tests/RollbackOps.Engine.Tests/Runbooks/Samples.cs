using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;

namespace RollbackOps.Engine.Tests.Runbooks;

/// <summary>Runbooks that the tests read.</summary>
internal static class Samples
{
    /// <summary>The small example of the design, word for word.</summary>
    public const string Small = """
        # yaml-language-server: $schema=…/rollback.schema.json
        system: shop
        environment: production
        code:      { git: . }
        services:  { compose: docker-compose.prod.yml }
        databases:
          main: { postgres: "${env:DATABASE_URL}", backups: "backups/*.sql.gz" }
        checks:
          - http: http://localhost:3000/health
        """;

    /// <summary>What the large example leaves out.</summary>
    public const string LargeHead = """
        system: nostrmaxi
        code: { git: . }
        config:
          env: { files: { .env: .env.backup } }
        services: { compose: docker-compose.yml }
        """;

    /// <summary>The large example of the design, word for word.</summary>
    public const string LargeBody = """
        databases:
          main:
            postgres: { service: postgres, database: nostrmaxi }     # credentials: the container's own
            used-by: [backend]
            backups: { files: "backups/backup-*.sql.gz", time: "yyyy-MM-dd-'T'HH-mm-ss", zone: UTC }
            expect:  { users: ">= 1" }
            forward: { run: [npx, prisma, migrate, deploy], tree: target }
        checks:
          before-open: [ { http: "http://localhost:3000/health" }, { containers: healthy } ]
          after-open:  [ { log: { service: backend, level: ERROR, none-for: 5m } }, { ask: "Has a real user logged in?" } ]
        strategies:
          previous-release: { back: [code, env, main, services] }
          database:         { stop: first, back: [main], earlier-backups: 2, on-failure: hold }
          safe-mode:        { shut: safe-mode }
          rebuild:          { stop: first, fresh: [code, volumes, images], back: [code, env, main, services], build: no-cache, on-failure: hold }
          gradual:
            waves:
              - { back: [code/backend],  services: [backend],  wait: 30s, checks: [backend] }
              - { back: [code/frontend], services: [frontend], checks: [frontend] }
            on-failure: undo-wave
        """;

    /// <summary>A runbook with every key of the format that this version executes.</summary>
    public const string Everything = """
        system: shop
        environment: production
        keep: 14d
        state: /var/lib/shop-state
        health: { within: 1m30s, in-a-row: 5 }
        code: { git: /srv/shop, releases: "release-*", build-needs: [.env, certs/ca.pem] }
        config:
          nginx:
            files: { /etc/nginx/nginx.conf: saved/nginx.conf }
            test: [nginx, -t, -c, "${staged}/nginx.conf"]
            reload: { run: [nginx, -s, reload], limit: 20s }
            prove: { run: [nginx, -T], env: { LANG: C } }
            in-place: true
        databases:
          main:
            postgres: { service: db, database: shop, user: shop }
            used-by: [web, worker]
            backups: { files: "b/*.gz", time: yyyyMMdd-HHmm, zone: Europe/Berlin, retention: { keep: 10, days: 30 } }
            expect: { users: 5, "public.orders": ">= 1", carts: "< 9" }
            forward: { run: [npm, run, migrate], tree: target, folder: api }
            keep-sequences: ahead
            place: in-place
            safety-dump: safety
            points: template
            migrations: { tool: prisma, folder: api/prisma/migrations, table: app._prisma_migrations, compatible: ["2026*_add_*"], downs: api/downs, nothing-lost: ["*_index_*"], rehearse: data }
          cloud: { supabase: { project: abcdefghijklmnopqrst, token: "${env:SUPABASE_ACCESS_TOKEN}" }, migrations: { tool: supabase, downs: supabase/downs, rehearse: none } }
          local: { sqlite: data/app.db, backups: "data/*.bak", migrations: { tool: sql, column: name, compatible: true } }
          sessions: { redis: { service: redis, database: 2, user: ops, password: "${env:REDIS_PASSWORD}" }, flush: ["session:*", "cart:*"], restart: true }
          carts: { redis: "${env:REDIS_URL}", flush: database, used-by: [web] }
          uploads: { volume: { name: uploads, strip: 1, image: busybox }, backups: "b/uploads-*.tar.gz", used-by: [web] }
          thumbs: { volume: shop_thumbs, backups: "b/thumbs-*.tar.zst" }
        services: { compose: [a.yml, b.yml], project: shop }
        traffic:
          nginx: { service: nginx, run: [nginx, -c, /srv/nginx.conf], in-place: true }
          url: https://shop.example/
          file: nginx/upstream.conf
          block: shop
          upstreams:
            production: { servers: ["web:3000"], header: "X-Stack: production", status: 204 }
            staging: { servers: ["10.1.10.143:8086", "unix:/run/app.sock"], answers: "http://10.1.10.143:8086/health", contains: staging }
          safe-mode: { file: nginx/safe-mode.conf, page: down.html, status: 502, retry-after: 10m, allow: [10.0.0.0/8, "::1"], pass: [/health] }
        actions:
          contract:
            type: command
            prepare: { run: [forge, build], tree: target, gives: [artifact] }
            switch:
              run: [forge, create, "${gift:artifact}"]
              undo: [forge, pause]
              is-done: { run: [forge, inspect], tree: current, folder: contracts, env: { A: b }, limit: 5s }
              needs: [contract/artifact]
              optional: false
              moves-data: true
              limit: 2m
            open: { run: [mail, users], no-return: what was sent was sent }
          cache:
            type: command
            stop: [redis-cli, save]
          release: { github: { repository: acme/shop, workflow: deploy.yml, token: "${env:GITHUB_TOKEN}", branch: main, limit: 20m, api: "https://github.example/api/v3", dispatch: { ref: main, inputs: { version: "${target}" } } } }
          site: { vercel: { project: shop, token: "${env:VERCEL_TOKEN}", address: "https://shop.example", team: acme, by: promote, api: "https://vercel.example" } }
        checks:
          before-open:
            - http: { url: "https://shop.example/login", method: POST, headers: { Authorization: "Bearer ${env:TOKEN}" }, body: '{"a":1}', status: 201, json: { data.version: 1.10 }, contains: ok, under: 500ms }
              name: login
              writes: true
              limit: 1m
            - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 1" }
            - containers: { services: [web, worker] }
            - tcp: localhost:5432
            - tcp: { host: cache, port: 6379 }
            - command: [sh, -c, "exit 0"]
            - command: { run: [npm, test], tree: target, folder: api, env: { CI: yes }, contains: passed }
              limit: 90s
          after-open:
            - log: { file: /var/log/shop.log, pattern: "ERROR|FATAL" }
            - ask: Can you log in?
        strategies:
          fast: { back: [services, code], services: [web], build: never, on-failure: hold }
          staging: { back: [traffic/staging], shut: safe-mode }
        """;

    /// <summary>Reads a text.</summary>
    public static Runbook Read(string text, string? environment = null) => RunbookReader.Parse(text, "rollback.yaml", environment);

    /// <summary>What is said of a text that can't be read.</summary>
    public static RollbackException Refused(string text, string? environment = null) =>
        Assert.Throws<RollbackException>(() => Read(text, environment));
}
