using RollbackOps.Integration.Tests.Web;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>
/// What stands where a cluster should: an API server that refuses everything, each in one way, by the first part of the path.
/// Written from "Kubernetes API Concepts" (a refusal is an object of the kind Status).
/// </summary>
internal sealed class FakeCluster : FakeApi
{
    protected override FakeAnswer Answer(string method, string path, IReadOnlyDictionary<string, string> query, string? token, string body) => path.Split('/')[1] switch
    {
        "unauthorized" => Refusal(401, "Unauthorized", "Unauthorized"),
        "forbidden" => Refusal(403, "Forbidden", "deployments.apps is forbidden: User \\\"ann\\\" cannot list resource \\\"deployments\\\""),
        _ => Refusal(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
    };

    private static FakeAnswer Refusal(int code, string reason, string message) =>
        new(code, $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""");
}
