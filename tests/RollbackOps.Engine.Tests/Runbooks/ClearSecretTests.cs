namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class ClearSecretTests
{
    private const string Head = "system: a\ncode: { git: . }\n";

    [Theory]
    [InlineData("databases: { m: { postgres: \"postgres://u:hunter2@h/d\" } }", "3:29: a password in clear in a URL; write ${env:…} instead.")]
    [InlineData("checks: [ { http: \"http://u:hunter2@h/\" } ]", "3:19: a password in clear in a URL; write ${env:…} instead.")]
    [InlineData("checks: [ { command: [psql, \"postgres://u:hunter2@h/d\"] } ]", "3:29: a password in clear in a URL; write ${env:…} instead.")]
    [InlineData("# was postgres://u:hunter2@h/d", "3:7: a password in clear in a URL, even in a comment; write ${env:…} instead.")]
    [InlineData("checks: [ { http: { url: http://h/, headers: { Authorization: Bearer hunter2 } } } ]", "3:63: 'Authorization' is a secret in clear; write ${env:…} instead.")]
    [InlineData("checks: [ { http: \"http://h/?api_key=hunter2\" } ]", "3:19: 'api_key' is a secret in clear; write ${env:…} instead.")]
    [InlineData("checks: [ { command: { run: [x], env: { PGPASSWORD: hunter2 } } } ]", "3:53: 'PGPASSWORD' is a secret in clear; write ${env:…} instead.")]
    [InlineData("checks: [ { command: [env, DB_PASSWORD=hunter2, x] } ]", "3:28: 'DB_PASSWORD' is a secret in clear; write ${env:…} under env instead.")]
    [InlineData("checks: [ { command: [x, --api-key=hunter2] } ]", "3:26: 'api-key' is a secret in clear; write ${env:…} under env instead.")]
    [InlineData("databases: { m: { postgres: \"mysql://u:hunter2@h/d\" } }", "3:29: a password in clear in a URL; write ${env:…} instead.")]
    public void A_secret_in_clear_is_refused_and_never_repeated(string line, string expected)
    {
        var error = Samples.Refused(Head + line);

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.Contains($"rollback.yaml:{expected}", error.Message);
        Assert.DoesNotContain("hunter2", error.Message);
        Assert.DoesNotContain("hunter2", error.Next);
    }

    [Theory]
    [InlineData("databases: { m: { postgres: \"host=h password=hunter2\" } }")]
    [InlineData("databases: { m: { postgres: \"postgres//u:hunter2@h\" } }")]
    [InlineData("checks: [ { http: \"u:hunter2@h\" } ]")]
    public void What_may_hold_a_secret_is_not_repeated(string line) => Assert.DoesNotContain("hunter2", Samples.Refused(Head + line).Message);

    [Theory]
    [InlineData("databases: { m: { postgres: \"postgres://u:${env:PW}@h/d\" } }")]
    [InlineData("databases: { m: { postgres: \"postgres://u@h/d\" } }")]
    [InlineData("checks: [ { http: { url: http://h/, headers: { X-Api-Key: \"${file:key}\", Accept: text } } } ]")]
    [InlineData("checks: [ { http: \"http://localhost:8080/@me\" } ]")]
    [InlineData("checks: [ { command: { run: [x], env: { PGPASSFILE: /run/p, DB_PASSWORD_FILE: /run/secret, PWD: /srv } } } ]")]
    [InlineData("checks: [ { command: [sh, -c, \"psql postgres://u:$PW@h && x ${y:-z}\"] } ]")]
    [InlineData("# see https://example.org/a@b")]
    public void A_reference_or_a_harmless_value_is_taken(string line) => Assert.NotNull(Samples.Read(Head + line));

    [Fact]
    public void References_stay_unresolved() =>
        Assert.Contains("${env:DATABASE_URL}", ((Engine.Runbooks.Parts.PostgresPart)Samples.Read(Samples.Small).Parts[2]).Url);

    [Fact]
    public void A_misspelt_reference_is_named() => Assert.Equal(
        "rollback.yaml:3:29: '${evn:DB}' refers to nothing; did you mean 'env'?",
        Samples.Refused(Head + "databases: { m: { postgres: \"${evn:DB}\" } }").Message);
}
