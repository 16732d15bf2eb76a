using System.Collections.Generic;
using System.Linq;
using Haloy.Manifest.Validation;

namespace Haloy.Schema.Tests.Validating;

/// <summary>
/// The kinds of problems that a schema can see: those about one key or one value. It sees no YAML, no files, nothing that
/// two targets have in common, and nothing that depends on inheritance.
/// </summary>
internal static class SeenBySchema
{
    public static IReadOnlySet<string> Kinds { get; } = new[]
    {
        ProblemKinds.UnknownKey,
        ProblemKinds.MisplacedTarget,
        ProblemKinds.WrongShape,
        ProblemKinds.MissingKey,
        ProblemKinds.MissingName,
        ProblemKinds.NotAWholeNumber,
        ProblemKinds.OutOfRange,
        ProblemKinds.NotABoolean,
        ProblemKinds.UnknownChoice,
        ProblemKinds.AppName,
        ProblemKinds.Server,
        ProblemKinds.MaxSurge,
        ProblemKinds.HealthCheckPath,
        ProblemKinds.Email,
        ProblemKinds.Volume,
        ProblemKinds.Network,
        ProblemKinds.ImageReference,
        ProblemKinds.ImageAndImageKey,
        ProblemKinds.BuilderTwice,
        ProblemKinds.TwoKindsOfBuilder,
        ProblemKinds.NotAProject,
        ProblemKinds.HostName,
        ProblemKinds.WildcardHost,
        ProblemKinds.VariableName,
        ProblemKinds.EmptyValue,
        ProblemKinds.ValueAndFrom,
        ProblemKinds.NoValue,
        ProblemKinds.SecretReference,
        ProblemKinds.SecretProvider,
        ProblemKinds.EmptyText,
    }.Select(kind => kind.Id).ToHashSet();

    /// <summary>The kinds of a text that is not YAML, or not one document: there is nothing to show to a schema.</summary>
    public static IReadOnlySet<string> NotYaml { get; } = new[]
    {
        ProblemKinds.EmptyFile,
        ProblemKinds.SecondDocument,
        ProblemKinds.Syntax,
        ProblemKinds.TabInIndentation,
        ProblemKinds.ListOnKeyLine,
        ProblemKinds.MissingSpaceAfterColon,
        ProblemKinds.MissingColon,
        ProblemKinds.UnclosedQuote,
        ProblemKinds.InconsistentIndentation,
        ProblemKinds.UnknownAnchor,
        ProblemKinds.MergeKey,
        ProblemKinds.TooLarge,
        ProblemKinds.DuplicateKey,
        ProblemKinds.UnknownTag,
    }.Select(kind => kind.Id).ToHashSet();
}
