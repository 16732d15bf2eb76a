using System;
using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using Haloy.Engine;
using Haloy.Engine.Deploying;

// Deploys a configuration's first target, and kills itself once it has done as many steps as it was told.
// Arguments: haloy.yaml, ssh_config, the number of the step after which it dies (0: it lives). For tests of what a
// killed client leaves.
var (configuration, sshConfig, lastStep) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var settings = new HaloySettings
{
    ConfigurationFile = configuration,
    SshConfigFile = sshConfig,
    Holder = "a client that dies",
    Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!),
};
await using var run = HaloyRun.Start(settings, new DiesAfter(lastStep), TimeProvider.System);
var target = run.Manifest.Targets[0].Key;
try
{
    await run.CheckServersAsync([target], CancellationToken.None);
    await run.DeployAsync([target], CancellationToken.None);
    return 0;
}
catch (HaloyException e)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}

/// <summary>Ends this process without any chance to put things in order.</summary>
internal sealed class DiesAfter(int steps) : IDeploymentObserver
{
    private int _finished;

    public void On(DeploymentEvent happened)
    {
        if (happened is DeploymentEvent.StepFinished && ++_finished == steps)
            Process.GetCurrentProcess().Kill();
    }
}
