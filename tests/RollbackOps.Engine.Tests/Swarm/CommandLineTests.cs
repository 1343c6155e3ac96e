using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Tests.Swarm;

public sealed class CommandLineTests
{
    private static readonly SwarmCommands Here = new(null);

    [Fact]
    public void An_update_names_the_image_waits_for_nothing_and_never_goes_one_back()
    {
        Assert.Equal("docker service update --detach --quiet --image web:1@sha256:0123 id1", Here.Update("id1", new("web:1@sha256:0123"), registryAuth: false).ToString());
        Assert.Equal("docker --context prod service update --detach --quiet --image web:1@sha256:0123 --with-registry-auth id1", new SwarmCommands("prod").Update("id1", new("web:1@sha256:0123"), registryAuth: true).ToString());
    }

    [Theory]
    [InlineData("web:1")]
    [InlineData("sha256:0123")]
    public void A_name_without_a_digest_stays_as_it_is(string image) =>
        Assert.Equal($"docker service update --detach --quiet --image {image} --no-resolve-image id1", Here.Update("id1", new(image), registryAuth: false).ToString());

    [Fact]
    public void What_is_pulled_is_pulled_by_digest_so_that_no_tag_moves() =>
        Assert.Equal("docker image pull --quiet registry.example.org:5000/web@sha256:0123", Here.Pull(new("registry.example.org:5000/web:1@sha256:0123"), TimeSpan.FromMinutes(1)).ToString());

    [Fact]
    public void The_registry_is_asked_for_a_digest_with_this_users_login() =>
        Assert.Equal("docker buildx imagetools inspect web:1 --format '{{json .Manifest}}'", SwarmCommands.Ask(new("web:1")).ToString());

    [Theory]
    [InlineData("web:1@sha256:aa", "web", "1", "sha256:aa", "web@sha256:aa")]
    [InlineData("127.0.0.1:5000/shop/web@sha256:aa", "127.0.0.1:5000/shop/web", null, "sha256:aa", "127.0.0.1:5000/shop/web@sha256:aa")]
    [InlineData("127.0.0.1:5000/shop/web", "127.0.0.1:5000/shop/web", "latest", null, "127.0.0.1:5000/shop/web")]
    [InlineData("sha256:aa", "sha256:aa", null, null, "sha256:aa")]
    public void An_image_is_taken_apart(string text, string repository, string? tag, string? digest, string exact)
    {
        var image = new SwarmImage(text);
        Assert.Equal((repository, tag, digest, exact), (image.Repository, image.Tag, image.Digest, image.Exact));
    }
}
