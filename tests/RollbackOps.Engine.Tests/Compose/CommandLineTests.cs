using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class CommandLineTests
{
    private static readonly ComposeProject Shop = new()
    {
        Name = "shop",
        Folder = "/srv/shop",
        Files = ["/srv/shop/docker-compose.yml", "/srv/shop/prod.yml"],
        EnvFiles = ["/srv/shop/.env.prod"],
        Profiles = ["web"],
        Containers = [],
    };

    private const string On = "docker compose -p shop --project-directory /srv/shop -f /srv/shop/docker-compose.yml -f /srv/shop/prod.yml --env-file /srv/shop/.env.prod --profile web";

    [Fact]
    [Trait("Safety", "11")]
    public void Every_compose_command_names_the_project_its_folder_and_its_files()
    {
        var program = ComposeProgram.Plugin;
        Assert.Equal($"{On} config --format json", ComposeCommands.Config(program, Shop).ToString());
        Assert.Equal($"{On} config --no-interpolate --format json", ComposeCommands.RawConfig(program, Shop).ToString());
        Assert.Equal($"{On} config --hash '*'", ComposeCommands.Hashes(program, Shop).ToString());
        Assert.Equal($"{On} config --profiles", ComposeCommands.Profiles(program, Shop).ToString());
        Assert.Equal($"{On} --dry-run up --detach --no-build backend", ComposeCommands.DryUp(program, Shop, ["backend"]).ToString());
        Assert.Equal($"{On} build backend", ComposeCommands.Build(program, Shop, "backend", noCache: false, TimeSpan.FromMinutes(1)).ToString());
        Assert.Equal($"{On} build --no-cache backend", ComposeCommands.Build(program, Shop, "backend", noCache: true, TimeSpan.FromMinutes(1)).ToString());
        Assert.Null(ComposeCommands.Config(program, Shop).Env["COMPOSE_PROJECT_NAME"]);
        Assert.Null(ComposeCommands.Config(program, Shop).Env["COMPOSE_FILE"]);
    }

    [Fact]
    [Trait("Safety", "8")]
    public void Containers_are_made_for_named_services_only_and_none_that_exists_is_touched() =>
        Assert.Equal(
            $"{On} up --no-start --no-build --no-recreate --scale backend=3 backend web",
            ComposeCommands.Create(ComposeProgram.Plugin, Shop, ["backend", "web"], new Dictionary<string, int> { ["backend"] = 3 }).ToString());

    [Fact]
    public void The_name_is_asked_for_without_giving_one() =>
        Assert.StartsWith("docker compose --project-directory /srv/shop -f", ComposeCommands.Unnamed(ComposeProgram.Plugin, Shop).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Compose_as_a_program_of_its_own_has_the_same_arguments()
    {
        Assert.False(ComposeProgram.Standalone("2.26.1-4\n").IsFirst);
        var first = ComposeProgram.Standalone("1.29.2\n");
        Assert.True(first.IsFirst);
        Assert.Equal("docker-compose -p shop --project-directory /srv/shop -f /srv/shop/docker-compose.yml -f /srv/shop/prod.yml --env-file /srv/shop/.env.prod --profile web config", ComposeCommands.Config(first, Shop).ToString());
    }

    [Fact]
    public void Docker_commands_read_as_a_person_would_type_them()
    {
        Assert.Equal("docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=shop", DockerCommands.ContainerIds("com.docker.compose.project=shop").ToString());
        Assert.Equal("docker container inspect a b", DockerCommands.InspectContainers(["a", "b"]).ToString());
        Assert.Equal("docker image tag sha256:1 shop-backend", DockerCommands.Tag("sha256:1", "shop-backend").ToString());
        Assert.Equal("docker image rm --no-prune shop-backend", DockerCommands.Untag("shop-backend").ToString());
        Assert.Equal("docker container stop a", DockerCommands.Stop(["a"], TimeSpan.FromMinutes(1)).ToString());
        Assert.Equal("docker container rm a", DockerCommands.Remove(["a"]).ToString());
        Assert.Equal(
            "docker container logs --timestamps --since 2026-02-17T10:00:00.5000000Z a",
            DockerCommands.LogsSince("a", new(2026, 2, 17, 11, 0, 0, 500, TimeSpan.FromHours(1))).ToString());
        Assert.Equal("docker container logs --timestamps --tail 20000 a", DockerCommands.LastLogs("a", 20_000).ToString());
    }

    [Fact]
    public void The_targets_files_are_read_without_writing_the_index()
    {
        Assert.Equal("git -c 'safe.directory=*' -c core.fsmonitor=false --no-optional-locks -C /srv/shop archive --format=tar abc -- docker-compose.yml", TargetCommands.Archive("/srv/shop", "abc", ["docker-compose.yml"]).ToString());
        Assert.Equal("git -c 'safe.directory=*' -c core.fsmonitor=false --no-optional-locks -C /srv/shop diff --name-only --no-renames --no-ext-diff -z abc --", TargetCommands.Changed("/srv/shop", "abc").ToString());
        Assert.Equal("git -c 'safe.directory=*' -c core.fsmonitor=false --no-optional-locks -C /srv/shop ls-tree -r -z --name-only --full-tree abc", TargetCommands.Paths("/srv/shop", "abc").ToString());
    }
}
