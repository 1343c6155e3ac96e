using System.Text.Json.Nodes;
using RollbackOps.Engine.Actions.Compose.Trial;

namespace RollbackOps.Engine.Tests.Compose;

[Trait("Row", "N8")]
public sealed class TrialTests
{
    private const string Config = """
        {
          "name": "shop",
          "networks": { "default": { "name": "shop_default", "ipam": {} }, "front": { "name": "front", "external": true } },
          "volumes": { "data": { "name": "shop_data" }, "other": { "name": "elsewhere", "external": true } },
          "services": {
            "db": { "image": "postgres:16", "container_name": "shop-db", "restart": "always", "networks": { "default": null },
                    "ports": [ { "published": "5432", "target": 5432 } ], "volumes": [ { "type": "volume", "source": "data", "target": "/d" } ] },
            "web": { "build": { "context": "." }, "labels": { "traefik.enable": "true" }, "networks": { "front": { "aliases": ["www"], "ipv4_address": "10.0.0.5" } },
                     "volumes": [ { "type": "bind", "source": "/srv/shop/www", "target": "/w" }, { "type": "bind", "source": "/var/run/docker.sock", "target": "/s" } ] }
          }
        }
        """;

    [Fact]
    public void A_trial_has_no_port_name_label_or_volume_of_the_live_one()
    {
        var model = JsonNode.Parse(TrialModel.Of(Config, "shop-trial-000001", new Dictionary<string, string> { ["web"] = "sha256:1", ["db"] = "sha256:2" }, path => path.Replace("/srv/shop", "/run/tree", StringComparison.Ordinal)))!;

        Assert.Equal("""{"image":"sha256:2","networks":{"default":null},"volumes":[{"type":"volume","source":"data","target":"/d"}]}""", model["services"]!["db"]!.ToJsonString());
        Assert.Equal("""{"networks":{"front":{"aliases":["www"]}},"volumes":[{"type":"bind","source":"/run/tree/www","target":"/w","read_only":true}],"image":"sha256:1"}""", model["services"]!["web"]!.ToJsonString());
        Assert.Equal("""{"default":{"internal":true},"front":{"internal":true}}""", model["networks"]!.ToJsonString());
        Assert.Equal("""{"data":{"external":true,"name":"shop-trial-000001_data"},"other":{"external":true,"name":"shop-trial-000001_other"}}""", model["volumes"]!.ToJsonString());
        Assert.Equal("shop-trial-000001", (string?)model["name"]);
        Assert.Equal(new Dictionary<string, string> { ["data"] = "shop_data", ["other"] = "elsewhere" }, TrialModel.Volumes(Config));
    }

    [Theory]
    [InlineData("\"network_mode\": \"host\"", "network_mode")]
    [InlineData("\"pid\": \"host\"", "pid")]
    [InlineData("\"privileged\": true", "privileged")]
    public void What_reaches_the_host_itself_is_refused(string key, string named)
    {
        var error = Assert.Throws<RollbackException>(() => TrialModel.Of($$"""{ "services": { "web": { {{key}} } } }""", "trial", new Dictionary<string, string>(), path => path));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("trial: false", error.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    public void What_Compose_never_says_is_an_error(string config) =>
        Assert.Throws<RollbackException>(() => TrialModel.Of(config, "trial", new Dictionary<string, string>(), path => path));
}
