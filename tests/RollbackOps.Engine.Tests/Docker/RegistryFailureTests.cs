using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tests.Docker;

/// <summary>Why an image can't be had from its registry is said in an operator's words, with what to type next.</summary>
public sealed class RegistryFailureTests
{
    private const string Image = "registry.example.org:5000/shop/web@sha256:11";

    [Theory]
    [InlineData("Error response from daemon: Get \"http://127.0.0.1:9/v2/\": dial tcp 127.0.0.1:9: connect: connection refused", RollbackErrorId.Unreachable, "gets no answer from the registry", "whether the registry runs and can be reached (registry.example.org:5000)")]
    [InlineData("Error response from daemon: Get \"https://registry.example.org/v2/\": dial tcp: lookup registry.example.org on 10.0.0.2:53: no such host", RollbackErrorId.Unreachable, "gets no answer from the registry", "can be reached")]
    [InlineData("Error response from daemon: Get \"https://registry.example.org/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", RollbackErrorId.Unreachable, "gets no answer", "can be reached")]
    [InlineData("Error response from daemon: received unexpected HTTP status: 503 Service Unavailable", RollbackErrorId.Unreachable, "gets no answer", "can be reached")]
    [InlineData("Error response from daemon: Head \"http://registry.example.org/v2/shop/web/manifests/2\": no basic auth credentials", RollbackErrorId.Unreachable, "refuses this user", "docker login registry.example.org:5000")]
    [InlineData("Error response from daemon: pull access denied for shop/web, repository does not exist or may require 'docker login': denied: requested access to the resource is denied", RollbackErrorId.Unreachable, "refuses this user", "docker login")]
    [InlineData("ERROR: unexpected status from HEAD request to https://registry.example.org/v2/shop/web/manifests/1: 403 Forbidden", RollbackErrorId.Unreachable, "refuses this user", "docker login")]
    [InlineData("Error response from daemon: manifest for shop/web:1 not found: manifest unknown: manifest unknown", RollbackErrorId.TargetMissing, "is not there any more", "Push it again")]
    [InlineData("toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit", RollbackErrorId.SystemBusy, "takes no more requests for now", "docker login")]
    [InlineData("failed to register layer: write /usr/lib/x.so: no space left on device", RollbackErrorId.NoRoom, "no room for it", "docker system df")]
    [InlineData("no matching manifest for linux/arm64/v8 in the manifest list entries", RollbackErrorId.ToolFailed, "can't be had", "Read Docker's message")]
    public void What_Docker_says_of_a_registry_is_told(string said, RollbackErrorId id, string expected, string next)
    {
        var error = RegistryFailure.Of(Image, said, "The service 'web' needs");
        Assert.Equal(id, error.Id);
        Assert.StartsWith($"The service 'web' needs {Image}, and ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#3 [web internal] load metadata for registry.example.org/node:22\n#3 ERROR: failed to do request\nfailed to solve: failed to do request: Head \"http://registry.example.org/v2/node/manifests/22\": dial tcp 127.0.0.1:9: connect: connection refused", RollbackErrorId.Unreachable, "The build of 'web' needs registry.example.org/node:22, and gets no answer")]
    [InlineData("#3 [web internal] load metadata for registry.example.org/node:22\nfailed to solve: pulling from host registry.example.org failed with status code [manifests 22]: 401 Unauthorized", RollbackErrorId.Unreachable, "needs registry.example.org/node:22, and the registry refuses this user")]
    [InlineData("target web: failed to solve: registry.example.org/node:22: failed to resolve source metadata for registry.example.org/node:22: registry.example.org/node:22: not found", RollbackErrorId.TargetMissing, "needs registry.example.org/node:22, and it is not there any more")]
    public void A_build_that_fails_for_want_of_a_registry_says_so(string said, RollbackErrorId id, string expected)
    {
        var error = RegistryFailure.OfBuild("web", said[said.IndexOf("failed to solve", StringComparison.Ordinal)..], said);
        Assert.Equal(id, error?.Id);
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_build_is_silent_on_the_image_the_registry_is_named()
    {
        var error = RegistryFailure.OfBuild("web", "failed to solve: failed to do request: Head \"http://registry.example.org/v2/node/manifests/22\": dial tcp 10.0.0.1:80: connect: connection refused", "");
        Assert.Contains("can be reached (registry.example.org)", error!.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#3 [web internal] load metadata for registry.example.org/node:22\n#3 DONE 0.0s\n#5 npm ERR! connect ECONNREFUSED\nfailed to solve: process \"/bin/sh -c npm ci\" did not complete successfully: exit code: 1")]
    [InlineData("failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory")]
    public void A_build_that_fails_by_itself_blames_no_registry(string said) => Assert.Null(RegistryFailure.OfBuild("web", said[said.IndexOf("failed to solve", StringComparison.Ordinal)..], said));

    [Fact]
    public void An_image_that_is_in_no_registry_is_not_one_that_can_not_be_asked_for()
    {
        Assert.True(RegistryFailure.IsMissing("ERROR: 127.0.0.1:5000/web:1: not found"));
        Assert.False(RegistryFailure.IsMissing("ERROR: pull access denied, repository does not exist or may require authorization: not found"));
    }
}
