using System;
using System.Linq;
using System.Threading.Tasks;

namespace Nuke.Host.Tests;

public sealed class CompositionTests
{
    [Fact]
    public async Task A_class_can_put_its_targets_before_and_after_those_of_a_component()
        => Assert.Equal("Only Prepare Check Both Tests Pack Push Notify", (await BuildFolder.RunOnceAsync("Composed Push Tests --no-logo")).Ran);

    [Theory]
    [InlineData("Weigh", "Check\nIPack.Weigh\nComposed.Weigh")]
    [InlineData("Sign", "IPack.Sign\nIPackMore.Sign")]
    [InlineData("Same", "IOne.Same\nITwo.Same")]
    [InlineData("Virtual", "ComposedBase.Virtual\nComposed.Virtual")]
    [InlineData("Both", "Check\nTests")]
    public async Task A_target_can_take_over_another_and_add_to_it(string target, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"Composed {target} --no-logo --skip Only");

        Assert.Equal(expected, string.Join('\n', result.Lines.Where(IsSaid)));

        static bool IsSaid(string line)
            => line is "Check" or "Tests" || (line.Contains('.', StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ambiguous", "Property 'Same' must be implemented explicitly because it is inherited from multiple interfaces:\n - IOne\n - ITwo\n")]
    [InlineData("HiddenOverride", "Property 'Same' must be marked public to override inherited member from:\n - IOne\n")]
    [InlineData("WithoutBase", "Target 'Nuke.Host.TestBuilds.WithoutBase.Inner' does not have any base members. To inherit from an interface default implementation, use Inherit<T> instead.\n")]
    public async Task Members_that_clash_are_named(string build, string expected)
    {
        var result = await BuildFolder.RunOnceAsync($"{build} --no-logo");

        Assert.Equal(255, result.ExitCode);
        Assert.Equal(expected, result.Text);
    }

    [Fact]
    public async Task A_public_member_of_another_kind_makes_a_target_disappear()
        => Assert.DoesNotContain("Same", (await BuildFolder.RunOnceAsync("Shadowed --help --no-logo")).Text);

    [Fact]
    public async Task What_a_derived_interface_and_the_class_both_override_cannot_be_named()
        => Assert.Equal(
            "Sequence contains more than one matching element\n",
            (await BuildFolder.RunOnceAsync("TwiceOverridden Sign --no-logo")).Text);
}
