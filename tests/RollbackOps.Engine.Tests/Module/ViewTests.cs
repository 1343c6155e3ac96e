using System.Xml.Linq;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Module;

public sealed class ViewTests
{
    // What New-RollbackPlan puts beside a plan; see PlanRequests.
    private const string BesideThePlan = "Text";
    private static readonly XDocument Views = XDocument.Load(ModuleFiles.Views);

    public static TheoryData<string> Viewed => [.. Views.Descendants("ViewSelectedBy").Elements("TypeName").Select(type => type.Value)];

    [Fact]
    public void Whatever_a_cmdlet_puts_out_has_a_view()
    {
        // Events are of many shapes, which PowerShell's own lists show; and a bool is a bool.
        var outputs = CmdletType.All.SelectMany(cmdlet => cmdlet.Outputs).Where(type => type != typeof(bool) && type != typeof(RunEvent));
        var within = new[] { typeof(Step), typeof(Finding), typeof(Loss), typeof(KeptThing), typeof(UndoPlan) };

        Assert.Empty(outputs.Concat(within).Select(type => type.FullName!).Except(Viewed.Select(row => row.Data)));
    }

    [Theory]
    [MemberData(nameof(Viewed))]
    public void A_view_names_only_properties_that_exist(string type)
    {
        var shown = typeof(Plan).Assembly.GetType(type, throwOnError: true)!;
        var view = Views.Descendants("View").Single(view => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value == type);

        // Those of the elements of a collection are looked for among all that the abstractions have.
        var elements = view.Descendants("CustomControl").Where(control => control.Parent!.Name == "ExpressionBinding").Descendants("PropertyName").ToHashSet();
        var own = view.Descendants("PropertyName").Where(name => !elements.Contains(name)).Select(name => name.Value);
        var all = typeof(Plan).Assembly.GetExportedTypes().SelectMany(known => known.GetProperties()).Select(property => property.Name);

        Assert.Empty(own.Where(name => name != BesideThePlan).Except(shown.GetProperties().Select(property => property.Name)));
        Assert.Empty(elements.Select(name => name.Value).Except(all));
    }

    [Fact]
    public void No_view_holds_a_script() => Assert.Empty(Views.Descendants("ScriptBlock"));
}
