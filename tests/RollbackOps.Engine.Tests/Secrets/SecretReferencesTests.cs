using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Secrets;

public sealed class SecretReferencesTests : IDisposable
{
    private readonly string _variable = "ROLLBACKOPS_TEST_" + Guid.NewGuid().ToString("N").ToUpperInvariant();
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets").FullName;
    private readonly Redactor _redactor = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_variable_and_a_file_are_resolved_and_never_shown_from_then_on()
    {
        Environment.SetEnvironmentVariable(_variable, "from-env");
        File.WriteAllText(Path.Combine(_folder, "key"), "from-file\n");

        var text = new SecretReferences(_redactor).Resolve($"a=${{env:{_variable}}} b=${{file:key}}", _folder);

        Assert.Equal("a=from-env b=from-file", text);
        Assert.Equal("a=*** b=***", _redactor.Redact(text));
    }

    [Fact]
    public void The_password_within_a_resolved_address_is_never_shown_alone()
    {
        Environment.SetEnvironmentVariable(_variable, "postgres://app:s3%20cret@db/shop");

        _ = new SecretReferences(_redactor).Resolve($"${{env:{_variable}}}", _folder);

        Assert.Equal("*** ***", _redactor.Redact("s3%20cret s3 cret"));
    }

    [Theory]
    [InlineData("${env:ROLLBACKOPS_TEST_NOT_SET}", "ROLLBACKOPS_TEST_NOT_SET")]
    [InlineData("${file:missing}", "missing")]
    [InlineData("${file:empty}", "empty")]
    [InlineData("${secret:vault/name}", "vault/name")]
    public void What_cannot_be_resolved_is_named(string reference, string named)
    {
        File.WriteAllText(Path.Combine(_folder, "empty"), "\n");

        var error = Assert.Throws<RollbackException>(() => new SecretReferences(_redactor).Resolve(reference, _folder));

        Assert.Equal(RollbackErrorId.SecretMissing, error.Id);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resolved_value_is_not_looked_into_again()
    {
        Environment.SetEnvironmentVariable(_variable, "${file:/etc/passwd}");

        Assert.Equal("${file:/etc/passwd}", new SecretReferences(_redactor).Resolve($"${{env:{_variable}}}", _folder));
    }

    [Theory]
    [InlineData("a ${env:X} b", true)]
    [InlineData("${gift:code/tree}", false)]
    [InlineData("$HOME ${HOME}", false)]
    public void A_reference_is_recognised(string text, bool holds) => Assert.Equal(holds, SecretReferences.AreIn(text));
}
