using System.Threading;
using System.Threading.Tasks;
using Haloy.Testing.Lab;

namespace Haloy.Acceptance.Tests.Faults;

/// <summary>
/// A container, a network, a volume and an image of somebody else on a server. Their names are those that a deploy would
/// give; they carry no label, so nothing may touch them.
/// </summary>
internal static class Bystanders
{
    private const string Name = "haloy-20200101-000000-aaaa";

    public static async Task BringAsync(TestServer server, CancellationToken ct)
    {
        if ((await server.Engine.DockerAsync(["container", "inspect", Name], ct)).Succeeded)
            return;
        foreach (string[] command in new string[][]
        {
            ["network", "create", Name],
            ["volume", "create", Name],
            ["tag", "haloy-lab/light:1", $"haloy/{Name}:20200101-000000-aaaa"],
            ["run", "--detach", "--name", Name, "--network", Name, "--volume", $"{Name}:/kept", "--restart", "always", "haloy-lab/light:1"],
        })
            (await server.Engine.DockerAsync(command, ct)).OutputOrThrow();
    }

    /// <summary>What is to be seen of them.</summary>
    public static async Task<string> LookAsync(TestServer server, CancellationToken ct) => string.Join('\n',
        (await server.Engine.DockerAsync(["container", "inspect", "--format", "{{.Id}} {{.State.Running}}", Name], ct)).Output,
        (await server.Engine.DockerAsync(["network", "inspect", "--format", "{{.Id}} {{len .Containers}}", Name], ct)).Output,
        (await server.Engine.DockerAsync(["volume", "inspect", "--format", "{{.CreatedAt}}", Name], ct)).Output,
        (await server.Engine.DockerAsync(["image", "inspect", "--format", "{{.Id}}", $"haloy/{Name}:20200101-000000-aaaa"], ct)).Output);
}
