using RollbackOps.Quickstart;

// The story, and the few commands by which the runbook builds, stops and starts the shop.
return args switch
{
    ["demo", var sample] => await new Story(sample).TellAsync(),
    ["build", var tree] => await Builds.MakeAsync(tree),
    ["is-built", var tree] => Exit(Builds.Exists(tree)),
    ["start"] => await Service.StartAsync(),
    ["stop"] => await Service.StopAsync(),
    ["is-running"] => Exit(Service.IsRunning()),
    ["is-stopped"] => Exit(!Service.IsRunning()),
    _ => Usage(),
};

static int Exit(bool holds) => holds ? 0 : 1;

static int Usage()
{
    Console.Error.WriteLine("quickstart demo SAMPLE | build TREE | is-built TREE | start | stop | is-running | is-stopped");
    return 64;
}
