using System.Text.Json;
using RollbackOps.Engine.Actions.Kubernetes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
public sealed class PodCausesTests
{
    [Theory]
    [InlineData("""{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image \"web:9\""}}""", "{}", "ImagePullBackOff", "is in ImagePullBackOff: Back-off pulling image \"web:9\"")]
    [InlineData("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":3,"reason":"Error"}}""", "CrashLoopBackOff", "is in CrashLoopBackOff: exit code 3, started 3 times")]
    [InlineData("""{"waiting":{"reason":"CrashLoopBackOff"}}""", """{"terminated":{"exitCode":137,"reason":"OOMKilled"}}""", "CrashLoopBackOff", "exit code 137 (OOMKilled)")]
    [InlineData("""{"terminated":{"exitCode":2,"reason":"Error"}}""", "{}", "Error", "ended: exit code 2")]
    public void The_state_of_a_container_tells_it(string state, string last, string reason, string expected)
    {
        var pod = Objects.Parse($$$$"""{"metadata":{"name":"web-1"},"status":{"containerStatuses":[{"name":"main","restartCount":2,"state":{{{{state}}}},"lastState":{{{{last}}}} }]}}""");
        var cause = PodCauses.Of(pod, []);
        Assert.Equal(reason, cause?.Reason);
        Assert.Contains($"the container main of its pod web-1", cause!.What, StringComparison.Ordinal);
        Assert.Contains(expected, cause.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_without_a_node_and_one_that_is_not_ready_are_told()
    {
        var nowhere = Objects.Parse("""{"metadata":{"name":"web-1"},"status":{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available"}]}}""");
        Assert.Equal("no node can take its pod web-1: 0/3 nodes are available", PodCauses.Of(nowhere, [])?.What);
        var unready = Objects.Parse("""{"metadata":{"name":"web-1"},"spec":{"containers":[{"name":"main"}]},"status":{"containerStatuses":[{"name":"main","state":{"running":{}}}]}}""");
        JsonElement[] events = [Event("Normal", "Started", "fine", "2026-02-17T10:00:00Z"), Event("Warning", "Unhealthy", "Readiness probe failed: 503", "2026-02-17T10:00:05Z")];
        Assert.Equal("its pod web-1 is not ready: Unhealthy: Readiness probe failed: 503", PodCauses.Of(unready, events)?.What);
        Assert.Null(PodCauses.Of(unready, [])?.What);
        Assert.Equal("no pod can be made: exceeded quota", PodCauses.WithoutPods([Event("Warning", "FailedCreate", "exceeded quota", "2026-02-17T10:00:05Z")])?.What);
    }

    [Fact]
    public void What_may_pass_is_waited_for_and_what_never_does_is_not()
    {
        Assert.Null(PodCauses.Of(Waiting("ErrImagePull"), [])!.Patience);
        Assert.True(PodCauses.Of(Waiting("InvalidImageName"), [])!.Patience < PodCauses.Of(Waiting("ImagePullBackOff"), [])!.Patience);
    }

    private static JsonElement Waiting(string reason) => Objects.Parse($$$$"""{"metadata":{"name":"web-1"},"status":{"containerStatuses":[{"name":"main","state":{"waiting":{"reason":"{{{{reason}}}}"}}}]}}""");

    private static JsonElement Event(string type, string reason, string message, string time) =>
        JsonSerializer.SerializeToElement(new { type, reason, message, lastTimestamp = time });
}
