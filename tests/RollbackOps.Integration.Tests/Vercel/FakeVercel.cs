using System.Globalization;
using RollbackOps.Integration.Tests.Web;

namespace RollbackOps.Integration.Tests.Vercel;

/// <summary>
/// A fake of Vercel's REST API, because no project can be had for tests. Written from its published description
/// (vercel.com/docs/rest-api: user, teams, projects, deployments, aliases) and held to it by Vercel's own client, which rolls back
/// through it in <see cref="VercelClientTests"/>. What a rollback does is the fake's own: it is asked about a few times until all
/// addresses are led to the deployment. The public address is <c>/site</c>.
/// </summary>
internal sealed class FakeVercel : FakeApi
{
    public const string Token = "vcp0123456789abcdefghijAB";
    public const string Project = "prj_shop00000000000000000000";
    public const string One = "dpl_one0000000000000000000000";
    public const string Two = "dpl_two0000000000000000000000";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private string _to = "";
    private string _kind = "";
    private string _status = "";
    private long _requested;
    private int _left;

    /// <summary>The deployment that the public address leads to.</summary>
    public string Live { get; set; } = Two;

    /// <summary>Whether the next time that addresses are led elsewhere fails.</summary>
    public bool FailNext { get; set; }

    /// <summary>How often it is asked about until it has ended.</summary>
    public int Patience { get; set; } = 2;

    /// <summary>Whether the public address is behind something else than Vercel.</summary>
    public bool IsElsewhere { get; set; }

    /// <summary>Whether the account may go back one deployment only.</summary>
    public bool IsHobby { get; set; }

    public string Role { get; set; } = "OWNER";

    public static string Commit(string id) => id == One ? "1111111111111111111111111111111111111111" : "2222222222222222222222222222222222222222";

    protected override FakeAnswer Answer(string method, string path, IReadOnlyDictionary<string, string> query, string? token, string body)
    {
        if (path == "/site")
            return new(200, Live == One ? "v1.0.0" : "v1.1.0", IsElsewhere ? [] : [("x-vercel-id", "fra1::abcde-1760000000000-0123456789ab")]);
        if (token != Token)
            return new(403, """{"error":{"code":"forbidden","message":"Not authorized","invalidToken":true}}""");
        return (method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", [_, "user"]) => new(200, """{"user":{"id":"usr_1","uid":"usr_1","username":"ann","email":"ann@example.test","name":"Ann","billing":{"plan":"pro"},"version":"northstar","defaultTeamId":"team_acme"}}"""),
            ("GET", [_, "teams", _] or ["teams", _]) => new(200, $$"""{"id":"team_acme","slug":"acme","name":"Acme","membership":{"role":"{{Role}}","confirmed":true} }"""),
            ("GET", [_, "teams"]) => new(200, """{"teams":[{"id":"team_acme","slug":"acme","name":"Acme"}],"pagination":{"count":1,"next":null,"prev":null}}"""),
            ("GET", [_, "projects", "shop" or Project]) => Read(ProjectJson),
            ("GET", ["v6", "deployments"]) => new(200, $$"""{"deployments":[{{Json(Two)}},{{Json(One)}}],"pagination":{"count":2,"next":null,"prev":null} }"""),
            ("GET", [_, "deployments", One or "shop-one.vercel.app"]) => new(200, Json(One)),
            ("GET", [_, "deployments", Two or "shop-two.vercel.app"]) => new(200, Json(Two)),
            ("GET", ["v4", "aliases", "127.0.0.1"]) => Read(AliasJson),
            ("POST", [_, "projects", Project, "rollback" or "promote", One or Two]) => Point(path.Split('/')[^2], path.Split('/')[^1]),
            ("GET", [_, "projects", Project, "rollback", "aliases"]) => new(200, """{"aliases":[],"pagination":{"count":0,"next":null,"prev":null}}"""),
            _ => new(404, """{"error":{"code":"not_found","message":"The resource could not be found."}}"""),
        };
    }

    private static string Json(string id) => $$"""
        {"uid":"{{id}}","id":"{{id}}","name":"shop","projectId":"{{Project}}","ownerId":"team_acme","team":{"id":"team_acme","slug":"acme","name":"Acme"},"url":"shop-{{(id == One ? "one" : "two")}}.vercel.app","created":{{At(id)}},"createdAt":{{At(id)}},"readyState":"READY","state":"READY","target":"production","isRollbackCandidate":true,"meta":{"githubCommitSha":"{{Commit(id)}}","githubCommitRef":"main"} }
        """;

    private static string At(string id) => Now.AddDays(id == One ? -9 : -1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private string ProjectJson() => $$"""
        {"id":"{{Project}}","name":"shop","accountId":"team_acme","targets":{"production":{{Json(Live)}} },"lastAliasRequest":{{(_to.Length == 0 ? "null" : $$"""{"fromDeploymentId":"{{(_to == One ? Two : One)}}","toDeploymentId":"{{_to}}","jobStatus":"{{_status}}","requestedAt":{{_requested}},"type":"{{_kind}}"}""")}} }
        """;

    private string AliasJson() => $$"""{"alias":"127.0.0.1","uid":"als_1","created":"2026-01-01T00:00:00.000Z","deploymentId":"{{Live}}","projectId":"{{Project}}","deployment":{"id":"{{Live}}","url":"shop-x.vercel.app"} }""";

    private FakeAnswer Read(Func<string> json)
    {
        if (_status == "in-progress" && _left-- <= 0)
        {
            _status = FailNext ? "failed" : "succeeded";
            Live = FailNext ? Live : _to;
            FailNext = false;
        }

        return new(200, json());
    }

    private FakeAnswer Point(string kind, string to)
    {
        if (IsHobby && kind == "rollback")
            return new(402, """{"error":{"code":"payment_required","message":"To roll back further than the previous production deployment, upgrade to pro."}}""");
        if (_status == "in-progress")
            return new(409, """{"error":{"code":"conflict","message":"Another promotion or rollback is in progress"}}""");
        Changes.Add($"{kind} {to}");
        (_kind, _to, _status, _requested, _left) = (kind, to, "in-progress", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Patience);
        return new(201, "");
    }
}
