using System.Linq.Expressions;
using System.Text;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>One run of a build, from the command line to the exit code.</summary>
internal sealed class BuildRun(NukeBuild build)
{
    private const int Failed = -1;

    public static int Execute<T>(Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        Console.OutputEncoding = Encoding.UTF8;
        var build = new T();
        return new BuildRun(build).Execute(() => [.. defaults.Select(x => x.Compile()(build))]);
    }

    private int Execute(Func<IReadOnlyList<Target>> defaults)
    {
        try
        {
            Logging.Start();
            Prepare(defaults());
            Run();
            return build.ExitCode ??= build.IsSucceeding ? 0 : Failed;
        }
        catch (TargetFailedException)
        {
            return build.ExitCode ??= Failed;
        }
#pragma warning disable CA1031 // Nothing may leave here but an exit code and a message.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            exception = exception.Unwrap();
            Log.Verbose(exception, "Target-unrelated exception was thrown");
            HostConsole.Error(exception.Message);
            return build.ExitCode ??= Failed;
        }
        finally
        {
            Finish();
            Log.CloseAndFlush();
        }
    }

    private void Prepare(IReadOnlyList<Target> defaults)
    {
        build.ExecutableTargets = TargetFactory.Create(build, defaults);
        InjectedValues.Inject(build, x => x is ParameterAttribute);
        ParameterFiles.Require();
        ValueSets.Check(build);
        build.Extensions.Run<IOnBuildCreated>(x => x.OnBuildCreated(build.ExecutableTargets));
        if (!build.NoLogo)
            HostConsole.Logo();

        build.ExecutionPlan = Planner.Plan([.. build.ExecutableTargets], ParameterValues.TargetNames());
        foreach (var target in build.ExecutionPlan)
            target.Status = ExecutionStatus.Scheduled;

        if (build.Plan)
            Leave(PlanText.Of(build));
        if (build.Help || build.ExecutionPlan.Count == 0)
            Leave(HelpText.Of(build));

        InjectedValues.Inject(build, x => x is not ParameterAttribute);
        build.Extensions.Run<IOnBuildInitialized>(x => x.OnBuildInitialized(build.ExecutableTargets, build.ExecutionPlan));
    }

    private void Run()
    {
        var runner = new PlanRunner(build);
        Console.CancelKeyPress += (_, _) =>
        {
            runner.RunAssured();
            Finish();
        };
        runner.Run(ParameterValues.SkippedNames());
    }

    private void Finish()
    {
        if (build.ExecutionPlan == null)
            return;

        foreach (var target in build.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Running => ExecutionStatus.Aborted,
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                var status => status,
            };
        }

        Logging.WriteErrorsAndWarnings();
        Summary.Write(build);
        build.Extensions.Run<IOnBuildFinished>(x => x.OnBuildFinished());
    }

    private static void Leave(string text)
    {
        HostConsole.Debug(text);
        Environment.Exit(0);
    }
}
