using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Haloy.House.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Haloy.Manifest")]
    [InlineData("Haloy.Engine")]
    public void What_a_package_offers_is_what_was_reviewed(string package)
    {
        var library = CSharp.Library(package);
        var compilation = CSharpCompilation.Create("api", references: CSharp.Libraries);
        var assembly = (Microsoft.CodeAnalysis.IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!;

        Approved.Match($"src/{package}/PublicApi.approved.txt", PublicApi.Of(assembly));
    }

    [Fact]
    public void What_the_component_offers_to_a_build_is_what_was_reviewed() =>
        Approved.Match("src/Nuke.Haloy/PublicApi.approved.txt", PublicApi.Of(UserBuild.On(Host.Bundled, UserBuild.Yaml).Assembly));

    [Fact]
    public void A_type_is_printed_with_its_members()
    {
        var compilation = CSharpCompilation.Create("sample", [CSharp.Parse(
            """
            namespace N;
            public abstract class A { protected A(int a) { } internal int Hidden; public string Name { get; set; } = ""; public const int One = 1; }
            internal class B { public int Unseen; }
            """)], CSharp.Libraries);

        Assert.Equal(
            """
            abstract class N.A
                protected A(int a)
                public string Name { get; set; }
                public const int One = 1

            """,
            PublicApi.Of(compilation.Assembly));
        Assert.Contains("B", compilation.Assembly.TypeNames);
    }
}
