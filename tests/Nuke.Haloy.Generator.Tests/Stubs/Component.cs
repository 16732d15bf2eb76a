#pragma warning disable CS1591 // Only what ships is documented.
#nullable enable
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Nuke.Haloy
{
    public interface IHaloy : global::Nuke.Common.INukeBuild { }

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
