using System.Security.Cryptography.X509Certificates;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>A certificate that was served, and what is wrong with the chain behind it. Judging it is pure.</summary>
/// <param name="Subject">Whom it is for.</param>
/// <param name="Thumbprint">SHA-256, in hex.</param>
/// <param name="From">From when on it is valid.</param>
/// <param name="Until">Until when it is valid.</param>
/// <param name="IsFor">Whether it is for a name.</param>
/// <param name="Chain">What is wrong with the chain; empty for nothing.</param>
internal sealed record ServedCertificate(string Subject, string Thumbprint, DateTimeOffset From, DateTimeOffset Until, Func<string, bool> IsFor, string Chain)
{
    /// <summary>What was served.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="served">The chain as it was built from what came with it; null for none.</param>
    /// <param name="trusted">The authorities that are trusted; null for the machine's own.</param>
    /// <param name="now">The time.</param>
    public static ServedCertificate Of(X509Certificate2 certificate, X509Chain? served, X509Certificate2Collection? trusted, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true; // clients such as curl fetch nothing that is missing
        foreach (var link in served?.ChainPolicy.ExtraStore ?? [])
            chain.ChainPolicy.ExtraStore.Add(link);
        if (trusted is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        chain.Build(certificate);
        var wrong = chain.ChainStatus.Where(status => status.Status is not (X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotTimeValid)).Select(status => InWords(status)).Distinct();
        return new(certificate.Subject, certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), certificate.NotBefore, certificate.NotAfter, name => certificate.MatchesHostname(name), string.Join("; ", wrong));
    }

    /// <summary>Whether it is what was asked for.</summary>
    public (bool Passed, string Detail) Judge(CertificateCheck spec, X509Certificate2? expected, DateTimeOffset now)
    {
        if (spec.Names.Prepend(spec.Host).FirstOrDefault(name => !IsFor(name)) is { } other)
            return (false, $"it is not for {other}, but for {Subject}");
        if (now < From)
            return (false, $"it is valid only from {From.ToUniversalTime():u} on: look at the clocks");
        if (now > Until)
            return (false, $"it expired at {Until.ToUniversalTime():u}");
        if (Chain.Length > 0)
            return (false, Chain);
        if (expected is not null && expected.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256) != Thumbprint)
            return (false, $"another one is served than {spec.File} holds (SHA-256 {Thumbprint[..16]}…, valid until {Until.ToUniversalTime():u}): was the server reloaded?");
        var days = (Until - now).TotalDays;
        return (days >= spec.Days, $"valid until {Until.ToUniversalTime():u}, for {Math.Floor(days):0} more days{(days >= spec.Days ? "" : $", and {spec.Days} are asked for")}");
    }

    private static string InWords(X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.UntrustedRoot => "its chain ends in an authority that is not trusted here",
        X509ChainStatusFlags.PartialChain => "its chain is not whole: the server does not send the certificates between it and the authority",
        X509ChainStatusFlags.NotSignatureValid => "a signature in its chain is wrong",
        _ => status.StatusInformation.Trim().TrimEnd('.'),
    };
}
