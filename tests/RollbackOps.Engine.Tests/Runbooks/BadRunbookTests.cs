namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class BadRunbookTests
{
    private const string Head = "system: a\ncode: { git: . }\nservices: { compose: c.yml }\ndatabases: { main: { sqlite: a.db } }\n";

    /// <summary>What stands at line 5, and what is said of it.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { "servcies: { compose: c.yml }", "5:1: unknown key 'servcies' in the runbook; did you mean 'services'?" },
        { "<<: { a: b }", "5:1: unknown key '<<' in the runbook; known: system, environment, environments, code, config, databases, services, traffic, actions, checks, strategies, health, keep, state." },
        { "config: { env: { files: {} } }", "5:25: 'config.env.files' is an empty map; expected a map of live files and the files that come back." },
        { "config: { env: { file: { a: b } } }", "5:18: unknown key 'file' in 'config.env'; did you mean 'files'?" },
        { "config: { code: { files: { a: b } } }", "5:11: the name 'code' is that of the code itself; choose another." },
        { "config: { main: { files: { a: b } } }", "5:11: the name 'main' is taken at 4:14; parts need names of their own." },
        { "config: { a/b: { files: { a: b } } }", "5:11: a name in 'config' is 'a/b'; expected a name of letters, digits, '.', '_' and '-'." },
        { "config: { n: { files: { a: b }, test: nginx -t } }", "5:39: 'config.n.test' is text; expected an argument list such as [npm, run, build], or a map with run." },
        { "config: { n: { files: { a: b }, in-place: yes } }", "5:43: 'config.n.in-place' is 'yes'; expected true or false." },
        { "config:", "5:8: 'config' is empty; expected a map of named configurations." },
        { "keep: 30", "5:7: 'keep' is '30'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s." },
        { "keep: 0s", "5:7: 'keep' is '0s'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s." },
        { "keep: 5 minutes", "5:7: 'keep' is '5 minutes'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s." },
        { "keep: \"5m\\n\"", "5:7: 'keep' is '5m\n'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s." },
        { "keep: ~", "5:7: 'keep' is empty; expected a duration such as 30s, 5m, 2h, 7d or 1m30s." },
        { "health: { within: 10s, in-a-row: 0 }", "5:34: 'health.in-a-row' is '0'; expected a number from 1 to 99." },
        { "health: { in-row: 2 }", "5:11: unknown key 'in-row' in 'health'; did you mean 'in-a-row'?" },
        { "environment: \"a b\"", "5:14: 'environment' is 'a b'; expected a name of letters, digits, '.', '_' and '-'." },
        { "actions: { x: { type: comand, switch: [a] } }", "5:23: 'actions.x.type' is 'comand'; expected command; did you mean 'command'?" },
        { "actions: { x: { switch: [a] } }", "5:15: 'actions.x' has none of type, github, vercel; expected one of them." },
        { "actions: { x: { type: command } }", "5:15: the action 'x' has no command; expected one for a moment: guard, prepare, shut, stop, switch, start, prove, open, watch." },
        { "actions: { x: { type: command, swich: [a] } }", "5:32: unknown key 'swich' in 'actions.x'; did you mean 'switch'?" },
        { "actions: { x: { type: command, switch: [] } }", "5:40: 'actions.x.switch' is an empty list; expected an argument list such as [npm, run, build]." },
        { "actions: { x: { type: command, switch: [\"\"] } }", "5:41: the program's name is empty." },
        { "actions: { x: { type: command, switch: [a, [b]] } }", "5:44: 'actions.x.switch[2]' is a list; expected text." },
        { "actions: { x: { type: command, switch: { undo: [a] } } }", "5:40: 'actions.x.switch' has no 'run'; expected an argument list such as [npm, run, build]." },
        { "actions: { x: { type: command, switch: { run: [a], undo: [b], no-return: c } } }", "5:63: 'actions.x.switch' has both 'undo' and 'no-return'; expected one of them." },
        { "actions: { x: { type: command, switch: { run: [a], tree: targt } } }", "5:58: 'actions.x.switch.tree' is 'targt'; expected current or target; did you mean 'target'?" },
        { "actions: { x: { type: command, switch: { run: [a], folder: ../b } } }", "5:60: the folder '../b' leaves its tree; expected a path within it." },
        { "actions: { x: { type: command, switch: { run: [a], env: { A: [b] } } } }", "5:62: 'actions.x.switch.env.A' is a list; expected text." },
        { "actions: { services: { type: command, stop: [a] } }", "5:12: the name 'services' is that of the services themselves; choose another." },
        { "checks: http://localhost/", "5:9: 'checks' is text; expected a list of checks, or a map with before-open and after-open." },
        { "checks: []", "5:9: 'checks' is an empty list; expected a list of checks." },
        { "checks: [ { htp: \"http://h/\" } ]", "5:13: unknown key 'htp' in 'checks[1]'; did you mean 'http'?" },
        { "checks: [ { http: \"http://h/\" }, { name: x } ]", "5:34: 'checks[2]' has none of http, sql, containers, log, tcp, certificate, command, ask; expected one of them." },
        { "checks: [ { http: \"http://h/\", tcp: \"h:1\" } ]", "5:32: 'checks[1]' has both 'http' and 'tcp'; expected one of them." },
        { "checks: [ { http: localhost } ]", "5:19: 'checks[1].http' is something else; expected an address such as http://localhost:3000/health." },
        { "checks: [ { http: \"http://a b:x/\" } ]", "5:19: the address can't be read; expected one such as http://localhost:3000/health." },
        { "checks: [ { http: { url: \"http://h/\", status: 99 } } ]", "5:47: 'checks[1].http.status' is '99'; expected a status from 100 to 599." },
        { "checks: [ { tcp: \"db:0\" } ]", "5:18: 'checks[1].tcp' is 'db:0'; expected host:port." },
        { "checks: [ { tcp: { host: db, port: 70000 } } ]", "5:36: 'checks[1].tcp.port' is '70000'; expected a port from 1 to 65535." },
        { "checks: [ { containers: up } ]", "5:25: 'checks[1].containers' is 'up'; expected healthy, or a map with services." },
        { "checks: [ { log: { service: web, file: a.log, level: ERROR } } ]", "5:34: 'checks[1].log' has both 'service' and 'file'; expected one of them." },
        { "checks: [ { log: { service: web } } ]", "5:18: 'checks[1].log' has none of pattern, level; expected one of them." },
        { "checks: [ { log: { service: web, pattern: \"(\" } } ]", "5:43: the regular expression can't be read: Invalid pattern '(' at offset 1. Not enough )'s." },
        { "checks: [ { sql: { database: mian, query: SELECT 1 } } ]", "5:30: the runbook has no database 'mian'; did you mean 'main'?" },
        { "checks: [ { command: npm test } ]", "5:22: 'checks[1].command' is text; expected an argument list, or a map with run." },
        { "checks: [ { ask: a, name: n }, { ask: b, name: n } ]", "5:48: the check's name 'n' is taken at 5:27." },
        { "checks: { before: [ { ask: a } ] }", "5:11: unknown key 'before' in 'checks'; known: before-open, after-open." },
        { "strategies: { x: { back: [cdoe] } }", "5:27: the runbook has no part 'cdoe' that could go back; did you mean 'code'?" },
        { "strategies: { x: { back: [zebra] } }", "5:27: the runbook has no part 'zebra' that could go back; known: code, services, main." },
        { "strategies: { x: { back: [main/users] } }", "5:27: 'main' goes back whole; only the code has paths." },
        { "strategies: { x: { back: [code/../b] } }", "5:27: 'code/../b' is no path within the code." },
        { "strategies: { x: { back: [code/] } }", "5:27: 'code/' is no path within the code." },
        { "strategies: { x: { back: [code, services, code] } }", "5:43: 'code' goes back twice." },
        { "strategies: { x: { back: [code/a, code] } }", "5:35: 'code' goes back twice." },
        { "strategies: { x: { back: [] } }", "5:26: 'strategies.x.back' is an empty list; expected a list of parts such as [code, services]." },
        { "strategies: { x: { back: code } }", "5:26: 'strategies.x.back' is text; expected a list of parts such as [code, services]." },
        { "strategies: { x: { build: never } }", "5:18: 'strategies.x' has none of back, shut, waves; expected at least one of them." },
        { "strategies: { x: { back: [code], on-failure: hodl } }", "5:46: 'strategies.x.on-failure' is 'hodl'; expected undo or hold or undo-wave; did you mean 'hold'?" },
        { "strategies: { x: { back: [code], on-failure: undo-wave } }", "5:46: the strategy 'x' has no waves; expected undo or hold." },
        { "strategies: { x: { back: [code], stop: last } }", "5:40: 'strategies.x.stop' is 'last'; expected first." },
        { "strategies: { x: { back: [code], build: nocache } }", "5:41: 'strategies.x.build' is 'nocache'; expected cached or no-cache or never; did you mean 'no-cache'?" },
        { "strategies: { x: { back: [code], earlier-backups: -1 } }", "5:51: 'strategies.x.earlier-backups' is '-1'; expected a number from 0 to 99." },
        { "strategies: { x: { fresh: [disk], back: [code] } }", "5:28: 'strategies.x.fresh[1]' is 'disk'; expected code or volumes or images." },
        { "strategies: { x: { back: [code], waves: [ { back: [code] } ] } }", "5:34: 'strategies.x' has both 'back' and 'waves'; expected one of them." },
        { "strategies: { x: { back: [code], shut: safemode } }", "5:40: 'strategies.x.shut' is 'safemode'; expected safe-mode; did you mean 'safe-mode'?" },
        { "traffic: { url: \"http://h/\", safe-mode: { file: s } }", "5:10: 'traffic' has no 'nginx'; expected a map with service, run, reload, in-place." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\" }", "5:10: 'traffic' has none of upstreams, safe-mode; expected at least one of them." },
        { "traffic: { nginx: { service: n, reload: [a] }, url: \"http://h/\", safe-mode: { file: s } }", "5:33: 'traffic.nginx' has both 'service' and 'reload'; expected one of them." },
        { "traffic: { nginx: { sevice: n }, url: \"http://h/\", safe-mode: { file: s } }", "5:21: unknown key 'sevice' in 'traffic.nginx'; did you mean 'service'?" },
        { "traffic: { nginx: { service: n }, url: h, safe-mode: { file: s } }", "5:40: 'traffic.url' is something else; expected an address such as http://localhost:3000/health." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", safe-mode: { file: s, status: 200 } }", "5:83: 'traffic.safe-mode.status' is '200'; expected a status from 400 to 599." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", safe-mode: { file: s, allow: [office] } }", "5:83: 'office' is no address or network; expected one such as 203.0.113.7 or 10.0.0.0/8." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", safe-mode: { file: s, pass: [health] } }", "5:82: 'traffic.safe-mode.pass[1]' is 'health'; expected a path such as /health." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", safe-mode: { file: s }, file: u }", "5:83: 'file' goes with 'upstreams', which are not given; take it out." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", upstreams: { a: { servers: [\"h:1\"], status: 200 } } }", "5:64: nothing says which file has the upstream block; expected file: in 'traffic'." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", file: u, upstreams: { a: { servers: [\"h:1\"] } } }", "5:78: 'traffic.upstreams.a' has none of header, contains, status; expected at least one of them." },
        { "traffic: { nginx: { service: n }, url: \"http://h/\", file: u, upstreams: { a: { servers: [\"h:1; }\"], status: 200 } } }", "5:90: 'traffic.upstreams.a.servers[1]' is 'h:1; }'; expected a server such as 10.1.10.143:8086 or unix:/run/app.sock." },
        { "actions: { traffic: { type: command, stop: [a] } }", "5:12: the name 'traffic' is that of the traffic itself; choose another." },
        { "strategies: { x: { waves: [ { wait: 1s } ] } }", "5:29: 'strategies.x.waves[1]' has none of back, services; expected at least one of them." },
        { "strategies: { x: { waves: [ { back: [main] } ] } }", "5:38: 'main' moves data, and users write between waves, so that no wave could be undone after it; expected it in a strategy without waves." },
        { "strategies: { x: { waves: [ { back: [services] } ] } }", "5:38: a wave names the services that it takes back; expected services: [NAME, …] in it." },
        { "strategies: { x: { waves: [ { services: [a] }, { services: [b, a] } ] } }", "5:64: the service 'a' goes back in wave 1 already." },
        { "strategies: { x: { waves: [ { back: [code/a] }, { back: [code/ab] }, { back: [code] } ] } }", "5:79: 'code' goes back in wave 1 already." },
        { "strategies: { x: { waves: [ { services: [web], checks: [wbe] } ] } }", "5:57: 'wbe' is no check of the runbook and no service of the wave; did you mean 'web'?" },
        { "strategies: { x: { stop: first, waves: [ { services: [web] } ] } }", "5:26: 'stop: first' shields all users at once, and waves let them in between; expected one of the two." },
        { "strategies: { x: { services: [web], waves: [ { services: [web] } ] } }", "5:30: each wave names its own services; expected them there." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_mistake_is_said_with_its_place(string line, string expected)
    {
        var error = Samples.Refused(Head + line);

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.Equal($"rollback.yaml:{expected}", error.Message);
        Assert.Equal("Correct rollback.yaml from line 5 on, and type the same command again.", error.Next);
    }

    [Theory]
    [InlineData("code: { git: . }", "1:1: 'the runbook' has no 'system'")]
    [InlineData("system: a", "1:1: the runbook has none of code, services, databases, config, traffic, actions; expected at least one of them.")]
    [InlineData("system: a\ncode: { releases: v* }", "2:7: 'code' has no 'git'; expected a path.")]
    [InlineData("system: a\ncode: { git: . , build-needs: [/etc/passwd] }", "2:32: '/etc/passwd' leaves the tree; what a build needs is given relative to it.")]
    [InlineData("system: a\ncode: .", "2:7: 'code' is text; expected a map with git, releases, build-needs.")]
    [InlineData("system: a\ndatabases: { m: { postgres: localhost } }", "2:29: 'databases.m.postgres' is something else; expected a URL such as \"${env:DATABASE_URL}\" or postgres://…, or a map with service or pod.")]
    [InlineData("system: a\ndatabases: { m: { postgres: { database: x } } }", "2:29: 'databases.m.postgres' has none of service, pod, selector; expected one of them.")]
    [InlineData("system: a\ndatabases: { m: { postgres: \"${env:U}\", keep-sequences: ahed } }", "2:57: 'databases.m.keep-sequences' is 'ahed'; expected ahead; did you mean 'ahead'?")]
    [InlineData("system: a\ndatabases: { m: { postgres: \"${env:U}\", place: inplace } }", "2:48: 'databases.m.place' is 'inplace'; expected beside, in-place or fresh; did you mean 'in-place'?")]
    [InlineData("system: a\ndatabases: { m: { postgres: \"${env:U}\", place: in-place } }", "2:48: the database 'm' is dropped to come back in its own place, and nothing says where it is dumped to before; expected safety-dump: FOLDER.")]
    [InlineData("system: a\ndatabases: { m: { postgres: \"${env:U}\" } }\nstrategies: { x: { back: [m], place: in-place } }", "3:38: the strategy 'x' drops the database 'm' to bring it back in its own place, and nothing says where it is dumped to before; expected safety-dump: FOLDER at the database.")]
    [InlineData("system: a\ndatabases: { m: { postgres: \"${env:U}\", safety-dmp: x } }", "2:41: unknown key 'safety-dmp' in 'databases.m'; did you mean 'safety-dump'?")]
    [InlineData("system: a\ndatabases: { m: { postgres: { pod: db-0, service: db } } }", "2:42: 'databases.m.postgres' has both 'pod' and 'service'; expected one of them.")]
    [InlineData("system: a\ndatabases: { m: { postgres: { pod: DB 0 } } }", "2:36: 'databases.m.postgres.pod' is 'DB 0'; expected a pod such as db-0 or statefulset/db.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, keep-sequences: ahead } }", "2:30: 'keep-sequences' is for PostgreSQL, and the database 'm' is another one.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, postgres: \"${env:U}\" } }", "2:30: 'databases.m' has both 'sqlite' and 'postgres'; expected one of them.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, expect: { users: many } } }", "2:47: 'databases.m.expect.users' is 'many'; expected a number of rows such as 5 or \">= 1\".")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, zone: Europe/Berln } } }", "2:57: the time zone 'Europe/Berln' is not known here; did you mean 'Europe/Berlin'?")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, retention: { kep: 3 } } } }", "2:64: unknown key 'kep' in 'databases.m.backups.retention'; did you mean 'keep'?")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, retention: { keep: 0 } } } }", "2:70: 'databases.m.backups.retention.keep' is '0'; expected a number from 1 to 9999.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, retention: {} } } }", "2:62: 'databases.m.backups.retention' has none of keep, days; expected at least one of them.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, time: HH-mm } } }", "2:57: the date format 'HH-mm' does not tell the day; expected one such as yyyy-MM-dd-HHmm.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a, backups: { files: b, time: \"%\" } } }", "2:57: the date format '%' can't be read back; expected one such as yyyy-MM-dd-HHmm.")]
    [InlineData("system: a\ncode: { git: . }\nchecks: [ { sql: SELECT 1 } ]", "3:18: the runbook has no database to ask.")]
    [InlineData("system: a\ndatabases: { m: { sqlite: a }, n: { sqlite: b } }\nchecks: [ { sql: SELECT 1 } ]", "3:18: the runbook has several databases; name one: m, n.")]
    [InlineData("system: a\ncode: { git: . }\nstrategies: { x: { back: [code], services: [web] } }", "3:44: the runbook has no services; expected services: { compose: … } or { swarm: … } in it.")]
    [InlineData("system: a\ndatabases: { r: { redis: localhost } }", "2:26: 'databases.r.redis' is something else; expected a URL such as \"${env:REDIS_URL}\" or redis://…, or a map with service.")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c, database: zero }, flush: database } }", "2:50: 'databases.r.redis.database' is 'zero'; expected a number from 0 to 99.")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c, password: hunter22 }, flush: database } }", "2:50: 'databases.r.redis.password' is something else; expected a reference such as \"${env:NAME}\".")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, flush: databse } }", "2:49: 'databases.r.flush' is 'databse'; expected database, or a list of patterns such as [\"session:*\"]; did you mean 'database'?")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, flush: [] } }", "2:49: 'databases.r.flush' is an empty list; expected a list of patterns such as [\"session:*\"].")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, flush: all } }", "2:49: 'databases.r.flush' is 'all'; expected database, or a list of patterns such as [\"session:*\"].")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, flush: database, backups: \"*.rdb\" } }", "2:59: 'databases.r' has both 'flush' and 'backups'; expected one of them.")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, flush: database, integrity: [\"SELECT 0\"] } }", "2:59: 'integrity' belongs to an SQL database, and 'r' is redis; take it out.")]
    [InlineData("system: a\ndatabases: { r: { sqlite: a.db, flush: database } }", "2:33: 'flush' belongs to redis, and 'r' is sqlite; take it out.")]
    [InlineData("system: a\ndatabases: { r: { redis: \"${env:R}\", backups: \"*.rdb\" } }", "2:38: an RDB comes back only where the server's files can be reached: write redis: { service: … } in the place of the URL.")]
    [InlineData("system: a\ndatabases: { r: { redis: \"${env:R}\", flush: database, restart: true } }", "2:55: 'restart' needs the service: write redis: { service: … } in the place of the URL.")]
    [InlineData("system: a\ndatabases: { r: { redis: { service: c }, restart: true } }", "2:42: 'restart' goes with 'flush'; a server whose RDB comes back is restarted in any case.")]
    [InlineData("system: a\ndatabases: { v: { volume: /srv/data } }", "2:27: 'databases.v.volume' is '/srv/data'; expected a volume's name of letters, digits, '.', '_' and '-'.")]
    [InlineData("system: a\ndatabases: { v: { volume: { strip: 1 } } }", "2:27: 'databases.v.volume' has no 'name'; expected a volume's name of letters, digits, '.', '_' and '-'.")]
    [InlineData("system: a\ndatabases: { v: { volume: { name: data, stirp: 1 } } }", "2:41: unknown key 'stirp' in 'databases.v.volume'; did you mean 'strip'?")]
    [InlineData("system: a\ndatabases: { v: { volume: data, expect: { a: 1 } } }", "2:33: 'expect' means nothing for a volume; take it out.")]
    [InlineData("system: a\ndatabases: { v: { volume: data, forward: [a] } }", "2:33: 'forward' belongs to an SQL database, and 'v' is volume; take it out.")]
    [InlineData("system: a\ntraffic: { nginx: { service: n }, url: \"http://h/\", safe-mode: { file: s } }", "2:30: the runbook has no services; expected services: { compose: … } in it.")]
    [InlineData("system: a\ntraffic: { nginx: { run: [nginx] }, url: \"http://h/\", safe-mode: { file: s } }\nstrategies: { x: { back: [traffic] } }", "3:27: 'traffic' has no upstreams that it could be sent to; expected upstreams: in it.")]
    [InlineData("system: a\ntraffic: { nginx: { run: [nginx] }, url: \"http://h/\", file: u, upstreams: { green: { servers: [\"h:1\"], status: 200 } } }\nstrategies: { x: { back: [traffic] } }", "3:27: 'traffic' goes to one of its upstreams; expected traffic/green.")]
    [InlineData("system: a\ntraffic: { nginx: { run: [nginx] }, url: \"http://h/\", file: u, upstreams: { green: { servers: [\"h:1\"], status: 200 } } }\nstrategies: { x: { back: [traffic/gren] } }", "3:27: the traffic has no upstream 'gren'; did you mean 'green'?")]
    public void A_runbook_that_lacks_something_says_what(string text, string expected) =>
        Assert.StartsWith($"rollback.yaml:{expected.Replace("'the runbook'", "the runbook", StringComparison.Ordinal)}", Samples.Refused(text).Message);

    [Fact]
    public void All_mistakes_are_reported_together_in_the_files_order()
    {
        var error = Samples.Refused("sytem: a\ncode: { gti: . }\nkeep: soon\nsystem: b\nkeep: 1d\n");

        Assert.Equal(
            [
                "rollback.yaml:1:1: unknown key 'sytem' in the runbook; did you mean 'system'?",
                "rollback.yaml:2:9: unknown key 'gti' in 'code'; did you mean 'git'?",
                "rollback.yaml:3:7: 'keep' is 'soon'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s.",
                "rollback.yaml:5:1: the key 'keep' is given twice; first at 3:1.",
            ],
            error.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Of_very_many_mistakes_the_first_twenty_are_enough()
    {
        var error = Samples.Refused(Head + string.Concat(Enumerable.Range(1, 30).Select(i => $"zz{i}: 1\n")));

        Assert.Equal(21, error.Message.Split(Environment.NewLine).Length);
        Assert.EndsWith("and 10 more.", error.Message);
    }

    [Theory]
    [InlineData("triggers: []", "5:1: triggers")]
    [InlineData("decisions: x", "5:1: decisions")]
    [InlineData("notices:", "5:1: notices")]
    [InlineData("evidence: 1", "5:1: evidence")]
    [InlineData("actions: { x: { type: kubernetes } }", "5:23: actions.x.type: kubernetes")]
    [InlineData("environments: { production: { triggers: x } }", "5:31: triggers")]
    public void What_this_version_does_not_execute_is_refused_by_name(string line, string expected)
    {
        var error = Samples.Refused(Head + line);

        Assert.Equal(RollbackErrorId.NotSupported, error.Id);
        Assert.Equal($"rollback.yaml:{expected} is not available in this version yet.", error.Message);
        Assert.Equal("Take it out of rollback.yaml, and type the same command again.", error.Next);
    }

    [Fact]
    public void The_password_of_a_state_in_clear_is_refused_and_not_repeated()
    {
        var message = Samples.Refused($"{Head}state: postgresql://ops:canary-7731@db/ops").Message;
        Assert.Contains("a password in clear in a URL", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("system: a\ncode: { git: ., github: x }", "2:17: code.github")]
    public void A_kind_of_part_that_is_not_executed_is_refused_by_name(string text, string expected)
    {
        var error = Samples.Refused(text);

        Assert.Equal(RollbackErrorId.NotSupported, error.Id);
        Assert.Equal($"rollback.yaml:{expected} is not available in this version yet.", error.Message);
    }
}
