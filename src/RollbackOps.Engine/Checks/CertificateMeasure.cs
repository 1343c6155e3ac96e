using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>Connects as a client does and looks at the certificate that it is served; sends nothing over it.</summary>
/// <param name="time">The clock.</param>
public sealed class CertificateMeasure(TimeProvider time) : Check<CertificateCheck>(time)
{
    /// <inheritdoc/>
    public override string Kind => "certificate";

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(CertificateCheck spec, CheckScope scope, CancellationToken cancel)
    {
        var trusted = spec.Authority is null ? null : Read(scope.Runbook.FullPath(spec.Authority));
        var expected = spec.File is null ? null : Read(scope.Runbook.FullPath(spec.File))[0];
        var where = $"{spec.Address ?? spec.Host}:{spec.Port}";
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(spec.Address ?? spec.Host, spec.Port, cancel);
            ServedCertificate? served = null;
            await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, _) =>
            {
                served = certificate is X509Certificate2 own ? ServedCertificate.Of(own, chain, trusted, Time.GetUtcNow()) : null;
                return served is not null; // it is judged below, with words
            });
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = spec.Host, CertificateRevocationCheckMode = X509RevocationMode.NoCheck }, cancel);
            return served is null ? (false, $"{where} serves no certificate") : served.Judge(spec, expected, Time.GetUtcNow());
        }
        catch (SocketException error)
        {
            return (false, $"{where}: {SocketFailure.InWords(error)}");
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            return (false, $"{where} does not speak TLS: {error.Message}");
        }
    }

    private static X509Certificate2Collection Read(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            return found.Count > 0 ? found : throw Unreadable(path, "it holds none", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable(path, error.Message, error);
        }
    }

    private static RollbackException Unreadable(string path, string why, Exception? error) => new(
        RollbackErrorId.Unreachable, $"No certificate can be read from {path}: {why}", "Give a PEM file that begins with -----BEGIN CERTIFICATE-----.", error);
}
