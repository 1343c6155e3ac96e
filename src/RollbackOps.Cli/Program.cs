Console.WriteLine(typeof(RollbackOps.Engine.Runbooks.Runbook).Assembly.GetName().Version!.ToString(3));
