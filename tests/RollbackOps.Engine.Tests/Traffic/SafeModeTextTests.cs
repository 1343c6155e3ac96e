using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Actions.Traffic;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Tests.Traffic;

public sealed class SafeModeTextTests
{
    private static readonly SafeModeMark Mark = new(new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero), "000003", "shop/production", "0a1b", 503, "ffee");

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.10", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("172.16.0.0/12", "172.31.255.255", true)]
    [InlineData("172.16.0.0/12", "172.32.0.0", false)]
    [InlineData("172.20.7.7/12", "172.16.0.1", true)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.70", false)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "0.0.0.1", false)]
    public void An_allowed_network_is_exact(string range, string address, bool isIn)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();

        Assert.Equal(isIn, Regex.IsMatch(Encoding.Latin1.GetString(bytes), SafeModeText.Pattern(AddressRange.Find(range)!), RegexOptions.CultureInvariant));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10.0/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("fe80::1%eth0")]
    [InlineData("office")]
    public void What_is_no_address_is_none(string text) => Assert.Null(AddressRange.Find(text));

    [Fact]
    public void Its_first_line_tells_since_when_and_by_which_run()
    {
        var text = SafeModeText.On(new() { File = "safe.conf" }, null, Mark, "k3y");

        Assert.Equal(Mark, SafeModeMark.Find(text));
        Assert.StartsWith("# rollbackops safe-mode: on since 2026-02-17T10:00:00Z, run 000003 of shop/production", text);
        Assert.Equal(("through-k3y", SafeModeText.AsUser), (SafeModeText.KeyOf(text), SafeModeText.KeyOf(SafeModeText.Off)));
        Assert.Null(SafeModeMark.Find(SafeModeText.Off));
        Assert.True(NginxSyntax.IsEmpty(SafeModeText.Off));
    }

    [Fact]
    public void A_page_of_any_length_is_whole_and_no_word_is_too_long_for_nginx()
    {
        var page = string.Concat(Enumerable.Repeat("<p class=\"a\">\\ é 🙂 ;{}</p>\n", 400));

        var text = SafeModeText.On(new() { File = "safe.conf" }, page, Mark, "k3y");

        var set = NginxSyntax.Read(text).Where(directive => directive.Name == "set" && directive.Words[1].StartsWith("$rollbackops_page_", StringComparison.Ordinal)).ToList();
        Assert.Equal(page, string.Concat(set.Select(directive => directive.Words[2])));
        Assert.All(set, directive => Assert.InRange(Encoding.UTF8.GetByteCount(text[directive.Start..directive.End]), 1, 4000));
    }

    [Fact]
    public void A_change_of_the_settings_or_the_page_is_seen()
    {
        var mode = new SafeMode { File = "safe.conf", Allow = ["10.0.0.1"] };

        string[] hashes = [SafeModeText.SettingsOf(mode, null), SafeModeText.SettingsOf(mode, "page"), SafeModeText.SettingsOf(mode with { Status = 502 }, null), SafeModeText.SettingsOf(mode with { Allow = [] }, null)];

        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[0], SafeModeText.SettingsOf(mode with { File = "other.conf" }, null));
    }
}
