using System.Text;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class FuzzTests
{
    private const string Pieces = "{}[]:,&*!|>'\"%@`#-? \n\t~\\$0a\u0001é\uD83D\uFEFF";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_runbook_is_read_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        string[] good = [Samples.Everything, $"{Samples.LargeHead}\n{Samples.LargeBody}"];
        var refused = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var text = Damaged(good[random.Next(good.Length)], random);
            try
            {
                Samples.Read(text);
            }
            catch (RollbackException error)
            {
                refused++;
                Assert.Matches(@"^rollback\.yaml:\d+:\d+: ", error.Message);
                Assert.NotEmpty(error.Next);
            }
        }

        Assert.InRange(refused, 500, 1_999);
    }

    private static string Damaged(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length - 20);
            switch (random.Next(5))
            {
                case 0:
                    damaged.Remove(at, random.Next(1, 20));
                    break;
                case 1:
                    damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    damaged[at] = Pieces[random.Next(Pieces.Length)];
                    break;
                case 3:
                    damaged.Insert(at, damaged.ToString(random.Next(damaged.Length - 20), random.Next(1, 20)));
                    break;
                default:
                    var line = damaged.ToString().Split('\n');
                    (line[random.Next(line.Length)], line[random.Next(line.Length)]) = (line[random.Next(line.Length)], line[random.Next(line.Length)]);
                    damaged = new(string.Join('\n', line));
                    break;
            }
        }

        return damaged.ToString();
    }
}
