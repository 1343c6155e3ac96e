using System.Xml.Linq;

namespace RollbackOps.Help;

/// <summary>A cmdlet's help in the form that Get-Help reads.</summary>
internal static class Maml
{
    public static readonly XNamespace Shell = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement Of(CmdletShape cmdlet, HelpPage page, HelpPage common) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(page.Paragraphs("Synopsis"))),
        Description(page.Paragraphs("Description")),
        new XElement(
            Command + "syntax",
            cmdlet.Sets.Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Text + "name", cmdlet.Name),
                cmdlet.Parameters.Where(parameter => parameter.Set is null || parameter.Set == set).Select(parameter => Parameter(parameter, []))))),
        new XElement(
            Command + "parameters",
            cmdlet.Parameters.DistinctBy(parameter => parameter.Name).Select(parameter => Parameter(parameter, Told(parameter.Name, page, common)))),
        new XElement(
            Command + "returnValues",
            cmdlet.Outputs.Select(output => new XElement(Command + "returnValue", new XElement(Dev + "type", new XElement(Text + "name", output))))),
        new XElement(Command + "examples", page.Entries("Examples").Select(title => Example(title, page))));

    private static IReadOnlyList<string> Told(string parameter, HelpPage page, HelpPage common) =>
        page.Paragraphs($"Parameters/{parameter}") is { Count: > 0 } own ? own
        : common.Paragraphs($"Parameters/{parameter}") is { Count: > 0 } shared ? shared
        : throw new InvalidDataException($"Nothing tells what -{parameter} is: neither {page.Paragraphs("Synopsis")[0]} nor parameters.md.");

    private static XElement Parameter(ParameterShape parameter, IReadOnlyList<string> told) => new(
        Command + "parameter",
        new XAttribute("required", parameter.Required),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", parameter.Pipeline),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases),
        new XElement(Text + "name", parameter.Name),
        Description(told),
        parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), parameter.Type.Name),
        new XElement(Dev + "type", new XElement(Text + "name", parameter.Type.Name)));

    private static XElement Example(string title, HelpPage page)
    {
        var (code, remarks) = page.Example(title);
        return new(
            Command + "example",
            new XElement(Text + "title", $"-------- {title} --------"),
            new XElement(Dev + "code", code),
            new XElement(Dev + "remarks", new XElement(Text + "para", remarks), new XElement(Text + "para")));
    }

    private static XElement Description(IReadOnlyList<string> paragraphs) =>
        new(Text + "description", paragraphs.Select(paragraph => new XElement(Text + "para", paragraph)));
}
