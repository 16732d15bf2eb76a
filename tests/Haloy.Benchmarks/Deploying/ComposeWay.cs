using System;
using System.Threading.Tasks;

namespace Haloy.Benchmarks.Deploying;

/// <summary>
/// <c>docker compose up -d</c> over <c>ssh://</c>: it stops each old container before it starts the new one in its place, asks
/// for no health and tells no proxy. Nothing serves meanwhile.
/// </summary>
internal sealed class ComposeWay(string host, string sshConfig, string compose) : IDisposable
{
    private const string Script = """
        set -e
        cat > $FOLDER/compose.yaml <<END
        name: composed
        services:
          app:
            image: $IMAGE
            restart: unless-stopped
            scale: $REPLICAS
            networks: [ haloy ]
        networks:
          haloy: { external: true }
        END
        $COMPOSE --progress quiet --file $FOLDER/compose.yaml up --detach
        """;

    private readonly RemoteShell _shell = new(host, sshConfig, keepsConnection: false);

    public Task DeployAsync(string image, int replicas) =>
        _shell.RunAsync(Script, ("COMPOSE", compose), ("IMAGE", image), ("REPLICAS", $"{replicas}"));

    public Task CleanAsync() => _shell.RunAsync("$COMPOSE --progress quiet --file $FOLDER/compose.yaml down --timeout 1", ("COMPOSE", compose));

    public void Dispose() => _shell.Dispose();
}
