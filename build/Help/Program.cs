using System.Xml.Linq;
using RollbackOps.Help;
using RollbackOps.PowerShell.Cmdlets;

// RollbackOps.Help <folder of Markdown pages> <file of help>
var (pages, file) = (args[0], args[1]);
var common = HelpPage.Read(Path.Combine(pages, "parameters.md"));
var cmdlets = typeof(RunbookCmdlet).Assembly.GetExportedTypes()
    .Select(CmdletShape.Of)
    .OfType<CmdletShape>()
    .Select(cmdlet => Maml.Of(cmdlet, HelpPage.Read(Path.Combine(pages, $"{cmdlet.Name}.md")), common));
Directory.CreateDirectory(Path.GetDirectoryName(file)!);
new XDocument(new XElement(Maml.Shell + "helpItems", new XAttribute("schema", "maml"), cmdlets)).Save(file);
