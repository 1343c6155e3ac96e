using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Commands;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Actions.Files;
using RollbackOps.Engine.Actions.Git;
using RollbackOps.Engine.Actions.GitHub;
using RollbackOps.Engine.Actions.Kubernetes;
using RollbackOps.Engine.Actions.Migrations;
using RollbackOps.Engine.Actions.Mongo;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Actions.Redis;
using RollbackOps.Engine.Actions.Sqlite;
using RollbackOps.Engine.Actions.Supabase;
using RollbackOps.Engine.Actions.Swarm;
using RollbackOps.Engine.Actions.Traffic;
using RollbackOps.Engine.Actions.Vercel;
using RollbackOps.Engine.Actions.Volumes;
using RollbackOps.Engine.Backups.Postgres;
using RollbackOps.Engine.Backups.Sqlite;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Running;
using RollbackOps.Engine.Running.Steps;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.GitHub;
using RollbackOps.Engine.Tools.Http;
using RollbackOps.Engine.Tools.Mongo;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Engine.Tools.Sqlite;
using RollbackOps.Engine.Tools.Supabase;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine;

/// <summary>The one place where real tools are constructed. A new system is a folder of its own and a line here.</summary>
public static class Composition
{
    /// <summary>The engine with all that this version can roll back and measure.</summary>
    public static RollbackEngine Create()
    {
        var time = TimeProvider.System;
        var redactor = new Redactor();
        var mark = new RunMark();
        var runner = new ProcessRunner(redactor, time, mark);
        var secrets = new SecretReferences(redactor);
        var commands = new UserCommands(secrets);
        var compose = new ComposeClient(runner);
        var servers = new PostgresServers(runner, compose, secrets, redactor);
        var projects = new SupabaseProjects(SupabaseProjects.Client(), secrets, redactor, time);
        var web = ApiClient.Client();
        IDatabaseQueries[] queries = [new PostgresDatabaseQueries(servers), new SqliteQueries(), new SupabaseQueries(projects)];
        IAction[] actions =
        [
            new GitAction(runner),
            new FilesAction(runner, commands, time),
            new PostgresAction(servers, runner, commands, time),
            new SqliteAction(runner, commands),
            new SupabaseAction(projects, time),
            new MigrationsAction(queries, servers, projects, runner, commands, time),
            new VolumeAction(compose, runner),
            new RedisAction(new RedisServers(runner, compose, secrets, redactor), runner, time),
            new MongoAction(new MongoServers(runner, compose, secrets, redactor)),
            new ComposeAction(compose, runner, redactor, time),
            new SwarmAction(runner, redactor, time),
            new KubernetesAction(runner, redactor, time),
            new TrafficAction(runner, compose, HttpMeasure.Client(), secrets, time),
            new GitHubAction(new GitHubWorkflows(web, secrets, redactor, time), time),
            new VercelAction(new VercelProjects(web, secrets, redactor, time), time),
            new CommandAction(runner, commands),
        ];
        ICheck[] checks =
        [
            new HttpMeasure(HttpMeasure.Client(), secrets, redactor, time),
            new SqlMeasure(time, queries),
            new ContainersMeasure(compose, time),
            new LogMeasure(compose, runner, redactor, time),
            new TcpMeasure(time),
            new CertificateMeasure(time),
            new CommandMeasure(runner, commands, time),
        ];
        var board = new CheckBoard(checks, time);
        IStepKind[] own = [new EvidenceStep(actions, time), new BaselineStep(board), new ProveStep(board), new GateStep()];
        return new(new SystemStates(StateFolder.SystemWide, secrets, redactor), actions, own, board, redactor, time, new Orphans(mark, time), [new PostgresBackup(servers, runner, time), new SqliteBackup(time)]);
    }
}
