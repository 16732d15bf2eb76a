namespace DemoApp;

/// <summary>A small web app with what a deployment needs to know: health, version, and requests that take a while.</summary>
public static class DemoApplication
{
    public static WebApplication Create(params string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // On SIGTERM no new connection is taken, and what is under way gets this long.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        var app = builder.Build();
        var release = Release.From(app.Configuration);
        app.MapGet("/", () => $"Hello from {release}\n");
        app.MapGet("/version", () => release.Version + "\n");
        app.MapGet("/health", () => release.IsBroken
            ? Results.Text("broken on purpose\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("healthy\n"));
        if (release.IsBroken)
            app.Logger.LogError("Version {Version} is broken on purpose and will never be healthy", release.Version);
        app.MapGet("/slow", async (int? ms, HttpResponse response, CancellationToken aborted) =>
        {
            // Headers at once, so that whoever asks knows that the request is under way.
            await response.StartAsync(aborted);
            await Task.Delay(Math.Clamp(ms ?? 1000, 0, 60_000), aborted);
            await response.WriteAsync($"{release.Version} took its time\n", aborted);
        });
        return app;
    }
}
