using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Web;

/// <summary>Puts https before a server of this machine, with a certificate of its own: clients that take nothing else can reach a fake.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2 _certificate;
    private readonly int _behind;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public TlsFront(int behind, string authority)
    {
        _behind = behind;
        Port = FreePort.Find();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        File.WriteAllText(authority, made.ExportCertificatePem());
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _behind, _end.Token);
                await using var inside = server.GetStream();
                await using var outside = new SslStream(client.GetStream());
                await outside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                await Task.WhenAny(AskAsync(outside, inside), inside.CopyToAsync(outside, _end.Token));
            }
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // The one who asked is gone.
        }
    }

    // The server behind answers to its own name alone. A request's head comes in one piece here.
    private async Task AskAsync(Stream outside, Stream inside)
    {
        var buffer = new byte[64 * 1024];
        while (await outside.ReadAsync(buffer, _end.Token) is > 0 and var read)
        {
            var text = Encoding.Latin1.GetString(buffer, 0, read).Replace($"localhost:{Port}", $"127.0.0.1:{_behind}", StringComparison.OrdinalIgnoreCase);
            await inside.WriteAsync(Encoding.Latin1.GetBytes(text), _end.Token);
        }
    }
}
