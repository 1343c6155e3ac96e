using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Tests.Swarm;

public sealed class ReadingTests
{
    // What Docker 20.10 really printed of a service after its image was changed, shortened.
    private const string Inspect = """
        [{
          "ID": "v1z2c0150fzkk4i71urj8tz61", "Version": { "Index": 33 }, "CreatedAt": "2026-11-22T18:22:53.547506302Z", "UpdatedAt": "2026-11-22T18:22:56.50288374Z",
          "Spec": {
            "Name": "shop_web", "Labels": { "com.docker.stack.namespace": "shop" },
            "TaskTemplate": {
              "ContainerSpec": {
                "Image": "127.0.0.1:15000/shop/web:2.0.0@sha256:465c4ce96aae6af035c1dbc76c5083af76a7d6f2980a0432372829bff700f755",
                "Env": ["SHOP_KEY=canary-7741", "EMPTY="], "Init": false, "StopGracePeriod": 1000000000, "DNSConfig": {}, "Isolation": "default",
                "Mounts": [{ "Type": "volume", "Source": "data", "Target": "/data" }]
              },
              "Resources": { "Limits": {}, "Reservations": {} },
              "RestartPolicy": { "Condition": "any", "Delay": 5000000000, "MaxAttempts": 0 },
              "Placement": { "Platforms": [{ "Architecture": "amd64", "OS": "linux" }] }, "ForceUpdate": 0, "Runtime": "container"
            },
            "Mode": { "Replicated": { "Replicas": 5 } },
            "UpdateConfig": { "Parallelism": 2, "Delay": 3000000000, "FailureAction": "rollback", "Monitor": 1000000000, "MaxFailureRatio": 0, "Order": "stop-first" },
            "EndpointSpec": { "Mode": "dnsrr" }
          },
          "PreviousSpec": {
            "Name": "shop_web",
            "TaskTemplate": {
              "ContainerSpec": {
                "Image": "127.0.0.1:15000/shop/web:1.0.0@sha256:030e00582a517f5c1c09a427d916f630e59cabaa34cd2fe4709a7e7881d56998",
                "Env": ["SHOP_KEY=canary-1111", "EMPTY="], "Init": false, "StopGracePeriod": 1000000000, "DNSConfig": {}, "Isolation": "default", "Args": ["serve"],
                "Mounts": [{ "Type": "volume", "Source": "data", "Target": "/data" }]
              },
              "Resources": { "Limits": {}, "Reservations": {} }, "Placement": {}, "ForceUpdate": 0, "Runtime": "container"
            },
            "Mode": { "Replicated": { "Replicas": 2 } }
          },
          "Endpoint": { "Spec": {}, "Ports": [{ "Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "ingress" }] },
          "UpdateStatus": { "State": "completed", "StartedAt": "2026-11-22T18:22:53.683889929Z", "CompletedAt": "2026-11-22T18:22:56.502868739Z", "Message": "update completed" }
        }]
        """;

    private const string Task = """
        [{
          "ID": "orliyifkjfko48l6l35p73npy", "Slot": 1, "ServiceID": "v1z2c0150fzkk4i71urj8tz61", "NodeID": "93yajbum0pn3lkcpmcqihbxcf",
          "Spec": { "ContainerSpec": { "Image": "127.0.0.1:15000/shop/web:3.0.0@sha256:71" } },
          "Status": { "Timestamp": "2026-11-22T18:22:56.4Z", "State": "failed", "Message": "started", "Err": "task: non-zero exit (3)", "ContainerStatus": { "ContainerID": "c", "PID": 0, "ExitCode": 3 } },
          "DesiredState": "shutdown"
        }]
        """;

    private static SwarmService Read(string json = Inspect) => SwarmServiceReader.Read(json).Single();

    [Fact]
    public void A_service_is_read_with_the_image_before_and_how_its_update_went()
    {
        var service = Read();
        Assert.Equal(("shop_web", "2.0.0", "1.0.0"), (service.Name, service.Image.Tag, service.Previous!.Tag));
        Assert.Equal(("completed", "update completed", 5, "rollback"), (service.Update, service.Said, service.Replicas, service.OnFailure));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 18, 22, 53, TimeSpan.Zero).AddTicks(6838899), service.ChangedAt);
        // Three lots, each with a second of grace and three of pause, and one second in which the last is watched.
        Assert.Equal(TimeSpan.FromSeconds(13), service.Rollout);
        Assert.True(service.HoldsVolume);
        Assert.Equal([8080], service.Published);
        Assert.Equal(["SHOP_KEY"], service.Variables);
    }

    [Fact]
    public void What_else_the_spec_before_had_is_told_by_name_and_Dockers_defaults_are_no_difference() =>
        Assert.Equal(["variable SHOP_KEY", "Args"], Read().OtherwiseBefore);

    [Fact]
    public void The_hash_of_the_rest_stands_for_all_but_the_image_and_how_nothing_is_written()
    {
        var rest = Read().Rest;
        Assert.Equal(rest, Read(Inspect.Replace("2.0.0@sha256:465c", "9@sha256:aaaa", StringComparison.Ordinal)).Rest);
        Assert.Equal(rest, Read(Inspect.Replace(""" "Platforms": [{ "Architecture": "amd64", "OS": "linux" }] """, "", StringComparison.Ordinal).Replace("\"DNSConfig\": {}", "\"DNSConfig\": null", StringComparison.Ordinal)).Rest);
        Assert.NotEqual(rest, Read(Inspect.Replace("canary-7741", "canary-7742", StringComparison.Ordinal)).Rest);
        Assert.NotEqual(rest, Read(Inspect.Replace("\"ForceUpdate\": 0", "\"ForceUpdate\": 1", StringComparison.Ordinal)).Rest);
        Assert.DoesNotContain("canary", Read().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_global_service_and_a_job_are_told_apart()
    {
        Assert.Null(Read(Inspect.Replace("""{ "Replicated": { "Replicas": 5 } }""", """{ "Global": {} }""", StringComparison.Ordinal)).Replicas);
        Assert.True(Read(Inspect.Replace("""{ "Replicated": { "Replicas": 5 } }""", """{ "ReplicatedJob": { "MaxConcurrent": 1 } }""", StringComparison.Ordinal)).IsJob);
    }

    [Fact]
    public void A_task_that_failed_says_why()
    {
        var task = SwarmTask.Read(Task).Single();
        Assert.Equal((1, "failed", "task: non-zero exit (3)", 3, true, false), (task.Slot, task.State, task.Error, task.ExitCode, task.HasFailed, task.IsWanted));
    }

    [Fact]
    public void What_is_cut_off_is_no_answer() =>
        Assert.Equal(RollbackErrorId.ToolFailed, Assert.Throws<RollbackException>(() => Read(Inspect[..200])).Id);
}
