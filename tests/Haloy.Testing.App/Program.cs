using System;
using System.Threading.Tasks;
using Haloy.Testing.App;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args is ["--check-health"]) return await HealthCheck.RunAsync();

var switches = Switches.FromEnvironment();
await Task.Delay(switches.StartDelay);

// Watching files takes inotify instances, of which a machine has 128 for all the containers of all tests.
Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
// A line per request would be most of the work under load.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
if (switches.IgnoreStop) builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();
WebApplication app = builder.Build();
app.UseWebSockets();
Endpoints.Map(app, switches);

if (switches.ExitAfter is { } after) _ = ExitAsync(after);
await app.RunAsync();
return 0;

static async Task ExitAsync(TimeSpan after)
{
    await Task.Delay(after);
    await Console.Error.WriteLineAsync("exiting because EXIT_AFTER_MS says so");
    Environment.Exit(3);
}
