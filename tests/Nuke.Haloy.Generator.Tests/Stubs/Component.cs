#pragma warning disable CS1591 // Only what ships is documented.
#nullable enable
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Nuke.Haloy
{
    public interface IHaloy : global::Nuke.Common.INukeBuild { }

    public static class UnknownBuildTargets
    {
        public static global::Nuke.Common.ITargetDefinition NamingWhatWasMeant(this global::Nuke.Common.ITargetDefinition definition, IHaloy build) => definition;
    }

    /// <summary>Records what the generated targets call.</summary>
    public sealed class HaloySession
    {
        public static List<string> Calls { get; } = new List<string>();

        public static dynamic Of(IHaloy build) => new Recorder();

        private sealed class Recorder : System.Dynamic.DynamicObject
        {
            public override bool TryInvokeMember(System.Dynamic.InvokeMemberBinder binder, object?[]? args, out object? result)
            {
                Calls.Add(binder.Name + "(" + string.Join(", ", args ?? System.Array.Empty<object>()) + ")");
                result = Task.CompletedTask;
                return true;
            }
        }
    }
}
