using System.Text.Json;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Secrets;

public sealed class RedactorTests
{
    private const string Secret = "p@ss/w\"örd +<1>";

    public static TheoryData<string> Forms =>
    [
        Secret,
        JsonSerializer.Serialize(Secret),
        Uri.EscapeDataString(Secret),
        "p%40ss%2fw%22%c3%b6rd%20%2b%3c1%3e",
        System.Net.WebUtility.UrlEncode(Secret),
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret)),
        $"connecting with {Secret}, and again with {Secret}",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_taken_out_in_every_form_in_which_programs_print_it(string printed)
    {
        var redactor = new Redactor();
        redactor.Add(Secret);

        var shown = redactor.Redact(printed);

        Assert.Contains("***", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(printed, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("rd", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lines_of_a_key_are_taken_out_one_by_one()
    {
        var redactor = new Redactor();
        redactor.Add("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----");

        Assert.Equal("line 2: ***", redactor.Redact("line 2: MIIEvQIBADANBgkq"));
    }

    [Fact]
    public void The_longer_of_two_secrets_is_taken_out_whole()
    {
        var redactor = new Redactor();
        redactor.Add("hunter2");
        redactor.Add("hunter2-and-more");

        Assert.Equal("x *** y", redactor.Redact("x hunter2-and-more y"));
    }

    [Theory]
    [InlineData("postgres://app:s3cr3t@db:5432/shop", "postgres://app:***@db:5432/shop")]
    [InlineData("postgres://app:s3c@r3t@db/shop", "postgres://app:***@db/shop")]
    [InlineData("redis://:s3cr3t@cache", "redis://:***@cache")]
    [InlineData("Authorization: Bearer s3cr3t", "Authorization: Bearer ***")]
    [InlineData("authorization: s3cr3t", "authorization: ***")]
    [InlineData("\"Authorization\":\"Basic s3cr3t\"", "\"Authorization\":\"Basic ***\"")]
    [InlineData("POSTGRES_PASSWORD=s3cr3t", "POSTGRES_PASSWORD=***")]
    [InlineData("host=db password=s3cr3t dbname=shop", "host=db password=*** dbname=shop")]
    [InlineData("Host=db;Password=s3cr3t;Database=shop", "Host=db;Password=***;Database=shop")]
    [InlineData("API_KEY=\"s3cr3t with spaces\" next", "API_KEY=*** next")]
    [InlineData("?access_token=s3cr3t&page=2", "?access_token=***&page=2")]
    [InlineData("{\"db_password\": \"s3\\\"cr3t\", \"a\": 1}", "{\"db_password\": \"***\", \"a\": 1}")]
    public void What_looks_like_a_secret_is_taken_out_though_nobody_named_it(string text, string shown) =>
        Assert.Equal(shown, new Redactor().Redact(text));

    [Theory]
    [InlineData("http://localhost:3000/health")]
    [InlineData("PASSWORD=${env:DB_PASSWORD}")]
    [InlineData("ssh://git@github.com/shop.git")]
    [InlineData("the token was refused")]
    [InlineData("2026-02-17 10:00:00 mail to a@b.example")]
    public void What_holds_no_secret_stays_as_it_is(string text) => Assert.Equal(text, new Redactor().Redact(text));

    [Fact]
    public void Long_text_of_one_word_or_of_many_is_read_in_one_pass()
    {
        var text = new string('x', 1 << 20) + string.Concat(Enumerable.Repeat("a-b.c_d+", 1 << 17));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(text, new Redactor().Redact(text));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Too_short_a_value_does_not_shred_other_text()
    {
        var redactor = new Redactor();
        redactor.Add("a");
        redactor.Add("");

        Assert.Equal("a banana", redactor.Redact("a banana"));
    }
}
