using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Tests.Checks;

[Trait("Row", "S8")]
[Trait("Row", "N13")]
public sealed class CertificateMeasureTests : IDisposable
{
    private const string Host = "shop.example.test";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-certificate-").FullName;
    private readonly X509Certificate2 _authority = Authority("RollbackOps test authority");
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task One_that_clients_can_rely_on_passes_and_says_for_how_long()
    {
        using var own = Issue(_authority, Host, days: 90);
        var (passed, detail) = await MeasureAsync(own, new() { Name = "c", Host = Host, Authority = Pem(_authority), File = Pem(own), Names = ["www." + Host] });
        Assert.True(passed, detail);
        Assert.Contains("for 89 more days", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired", "it expired at")]
    [InlineData("early", "it is valid only from")]
    [InlineData("another name", "it is not for other.example.test, but for CN=shop.example.test")]
    [InlineData("another authority", "its chain")]
    [InlineData("another file", "was the server reloaded?")]
    [InlineData("soon", "and 30 are asked for")]
    public async Task What_is_wrong_with_it_is_said_in_words(string what, string says)
    {
        using var own = Issue(_authority, Host, days: what == "expired" ? -1 : 9, begins: what == "early" ? 2 : -10);
        using var other = Issue(_authority, Host, days: 9);
        using var stranger = Authority("somebody else");
        var spec = new CertificateCheck { Name = "c", Host = Host, Authority = Pem(what == "another authority" ? stranger : _authority) };
        spec = what switch
        {
            "another name" => spec with { Names = ["other.example.test"] },
            "another file" => spec with { File = Pem(other) },
            "soon" => spec with { Days = 30 },
            _ => spec,
        };
        var (passed, detail) = await MeasureAsync(own, spec);
        Assert.False(passed, detail);
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_speak_TLS_or_holds_no_certificate_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var speaking = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Cancel);
            await client.GetStream().WriteAsync("220 mail.example.test\r\n"u8.ToArray(), Cancel);
        }, Cancel);
        var spec = new CertificateCheck { Name = "c", Host = Host, Address = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        Assert.Contains("does not speak TLS", (await new CertificateMeasure(TimeProvider.System).MeasureAsync(spec, HttpMeasureTests.Scope, Cancel)).Detail, StringComparison.Ordinal);
        await speaking;
        Assert.Contains("No certificate can be read from /nowhere.pem", (await new CertificateMeasure(TimeProvider.System).MeasureAsync(spec with { Authority = "/nowhere.pem" }, HttpMeasureTests.Scope, Cancel)).Detail, StringComparison.Ordinal);
    }

    private static async Task<(bool Passed, string Detail)> MeasureAsync(X509Certificate2 own, CertificateCheck spec)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Cancel);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = own }, Cancel);
            await stream.CopyToAsync(Stream.Null, Cancel);
        }, Cancel);
        var result = await new CertificateMeasure(TimeProvider.System).MeasureAsync(spec with { Address = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }, HttpMeasureTests.Scope, Cancel);
        await serving;
        return (result.Passed, result.Detail);
    }

    private string Pem(X509Certificate2 certificate)
    {
        var path = Path.Combine(_folder, $"{certificate.Thumbprint}.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(1000));
    }

    private X509Certificate2 Issue(X509Certificate2 authority, string host, int days, int begins = -10)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddDnsName("www." + host);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, _now.AddDays(begins), _now.AddDays(days), RandomNumberGenerator.GetBytes(8));
        using var own = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
    }
}
