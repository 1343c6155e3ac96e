using System.Globalization;
using RollbackOps.Crash.Racer;

// A process that lives through many races: a line from standard input is what to do, a line to standard output how it ended.
var racer = new Racer();
while (Console.ReadLine() is { } line)
{
    var words = line.Split('\t');
    Console.WriteLine(await racer.DoAsync(words[0], words[1], long.Parse(words[2], CultureInfo.InvariantCulture)));
}
