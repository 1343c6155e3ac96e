namespace RollbackOps.Crash.Tests.Faults;

/// <summary>The files of the Compose project, by path. Pure.</summary>
internal static class StackFiles
{
    public static IEnumerable<(string Path, string Text)> Of(string name, int port)
    {
        yield return ("site/docker-compose.yml", $$"""
            services:
              web:
                build: ./web
                ports: ["127.0.0.1:{{port}}:80"]
                stop_signal: SIGKILL
                restart: unless-stopped
                depends_on: [db]
                healthcheck: { test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/index.html"], interval: 1s, retries: 2 }
              db:
                image: rollbackops-test/postgres:15
                command: ["postgres", "-c", "fsync=off"]
                stop_signal: SIGINT
                environment: { POSTGRES_PASSWORD: "{{name}}-password", POSTGRES_DB: shop }
                volumes: ["data:/var/lib/postgresql/data"]
                healthcheck: { test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "postgres"], interval: 1s }
            volumes: { data: {} }

            """);
        yield return ("site/web/Dockerfile", """
            FROM rollbackops-test/busybox:1
            COPY index.html /www/index.html
            CMD ["httpd", "-f", "-p", "80", "-h", "/www"]

            """);
        yield return ("rollback.yaml", $$"""
            system: {{name}}
            state: state
            health: { within: 20s, in-a-row: 1 }
            code: { git: site }
            services: { compose: site/docker-compose.yml, project: {{name}} }
            databases:
              main: { postgres: { service: db, database: shop }, used-by: [web], backups: "backups/*.sql" }
            checks:
              - http: http://127.0.0.1:{{port}}/index.html
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 1" }
              - containers: { services: [web, db] }
            strategies:
              back: { back: [code, main, services] }

            """);
    }
}
