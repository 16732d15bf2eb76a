namespace Haloy.Manifest.Validation;

/// <summary>Every kind of mistake that the reader knows, with its id.</summary>
public static class ProblemKinds
{
    /// <summary>The file is empty.</summary>
    public static ProblemKind EmptyFile { get; } = new("HALOY001", "The file is empty");

    /// <summary>A second document.</summary>
    public static ProblemKind SecondDocument { get; } = new("HALOY002", "A second document");

    /// <summary>Not YAML.</summary>
    public static ProblemKind Syntax { get; } = new("HALOY003", "Not YAML");

    /// <summary>A tab in the indentation.</summary>
    public static ProblemKind TabInIndentation { get; } = new("HALOY004", "A tab in the indentation");

    /// <summary>A list started on the line of its key.</summary>
    public static ProblemKind ListOnKeyLine { get; } = new("HALOY005", "A list started on the line of its key");

    /// <summary>A missing space after a colon.</summary>
    public static ProblemKind MissingSpaceAfterColon { get; } = new("HALOY006", "A missing space after a colon");

    /// <summary>A missing colon.</summary>
    public static ProblemKind MissingColon { get; } = new("HALOY007", "A missing colon");

    /// <summary>A quote that is not closed.</summary>
    public static ProblemKind UnclosedQuote { get; } = new("HALOY008", "A quote that is not closed");

    /// <summary>Inconsistent indentation.</summary>
    public static ProblemKind InconsistentIndentation { get; } = new("HALOY009", "Inconsistent indentation");

    /// <summary>An alias without its anchor.</summary>
    public static ProblemKind UnknownAnchor { get; } = new("HALOY010", "An alias without its anchor");

    /// <summary>A merge key that cannot be merged.</summary>
    public static ProblemKind MergeKey { get; } = new("HALOY011", "A merge key that cannot be merged");

    /// <summary>Larger than the limits.</summary>
    public static ProblemKind TooLarge { get; } = new("HALOY012", "Larger than the limits");

    /// <summary>A key that stands twice.</summary>
    public static ProblemKind DuplicateKey { get; } = new("HALOY013", "A key that stands twice");

    /// <summary>An unknown key.</summary>
    public static ProblemKind UnknownKey { get; } = new("HALOY014", "An unknown key");

    /// <summary>A target outside of targets.</summary>
    public static ProblemKind MisplacedTarget { get; } = new("HALOY015", "A target outside of targets");

    /// <summary>A text, a list or a map where another belongs.</summary>
    public static ProblemKind WrongShape { get; } = new("HALOY016", "A text, a list or a map where another belongs");

    /// <summary>A missing key.</summary>
    public static ProblemKind MissingKey { get; } = new("HALOY017", "A missing key");

    /// <summary>A file without targets and without a name.</summary>
    public static ProblemKind MissingName { get; } = new("HALOY018", "A file without targets and without a name");

    /// <summary>Not a whole number.</summary>
    public static ProblemKind NotAWholeNumber { get; } = new("HALOY019", "Not a whole number");

    /// <summary>A number outside of its range.</summary>
    public static ProblemKind OutOfRange { get; } = new("HALOY020", "A number outside of its range");

    /// <summary>Neither true nor false.</summary>
    public static ProblemKind NotABoolean { get; } = new("HALOY021", "Neither true nor false");

    /// <summary>A value that is none of the choices.</summary>
    public static ProblemKind UnknownChoice { get; } = new("HALOY022", "A value that is none of the choices");

    /// <summary>Not the name of an app.</summary>
    public static ProblemKind AppName { get; } = new("HALOY023", "Not the name of an app");

    /// <summary>A target key that cannot be the name of an app.</summary>
    public static ProblemKind TargetKeyNeedsName { get; } = new("HALOY024", "A target key that cannot be the name of an app");

    /// <summary>A target key that makes no build-target name.</summary>
    public static ProblemKind NoBuildTargetName { get; } = new("HALOY025", "A target key that makes no build-target name");

    /// <summary>Two targets with one build-target name.</summary>
    public static ProblemKind BuildTargetNameTwice { get; } = new("HALOY026", "Two targets with one build-target name");

    /// <summary>Two targets with one app name on one server.</summary>
    public static ProblemKind AppNameTwice { get; } = new("HALOY027", "Two targets with one app name on one server");

    /// <summary>Not a server that SSH reaches.</summary>
    public static ProblemKind Server { get; } = new("HALOY028", "Not a server that SSH reaches");

    /// <summary>Not a surge.</summary>
    public static ProblemKind MaxSurge { get; } = new("HALOY029", "Not a surge");

    /// <summary>A surge without a rolling deployment.</summary>
    public static ProblemKind MaxSurgeUnused { get; } = new("HALOY030", "A surge without a rolling deployment");

    /// <summary>Not a path.</summary>
    public static ProblemKind HealthCheckPath { get; } = new("HALOY031", "Not a path");

    /// <summary>Not an e-mail address.</summary>
    public static ProblemKind Email { get; } = new("HALOY032", "Not an e-mail address");

    /// <summary>Not a volume.</summary>
    public static ProblemKind Volume { get; } = new("HALOY033", "Not a volume");

    /// <summary>Not the name of a network.</summary>
    public static ProblemKind Network { get; } = new("HALOY034", "Not the name of a network");

    /// <summary>Not an image reference.</summary>
    public static ProblemKind ImageReference { get; } = new("HALOY035", "Not an image reference");

    /// <summary>Both image and image_key.</summary>
    public static ProblemKind ImageAndImageKey { get; } = new("HALOY036", "Both image and image_key");

    /// <summary>An image_key without its image.</summary>
    public static ProblemKind UnknownImageKey { get; } = new("HALOY037", "An image_key without its image");

    /// <summary>Both builder and build_config.</summary>
    public static ProblemKind BuilderTwice { get; } = new("HALOY038", "Both builder and build_config");

    /// <summary>A build without its files.</summary>
    public static ProblemKind BuildFileMissing { get; } = new("HALOY039", "A build without its files");

    /// <summary>A push without its registry.</summary>
    public static ProblemKind PushNeedsRegistry { get; } = new("HALOY040", "A push without its registry");

    /// <summary>Two builds pushed under one reference.</summary>
    public static ProblemKind OneReferenceTwoBuilds { get; } = new("HALOY041", "Two builds pushed under one reference");

    /// <summary>A count for a history that keeps nothing.</summary>
    public static ProblemKind HistoryCountUnused { get; } = new("HALOY042", "A count for a history that keeps nothing");

    /// <summary>Not a host name.</summary>
    public static ProblemKind HostName { get; } = new("HALOY043", "Not a host name");

    /// <summary>A wildcard host name.</summary>
    public static ProblemKind WildcardHost { get; } = new("HALOY044", "A wildcard host name");

    /// <summary>A host that stands twice.</summary>
    public static ProblemKind HostTwice { get; } = new("HALOY045", "A host that stands twice");

    /// <summary>Aliases without domains.</summary>
    public static ProblemKind AliasesWithoutDomains { get; } = new("HALOY046", "Aliases without domains");

    /// <summary>Static names without the replace strategy.</summary>
    public static ProblemKind StaticNeedsReplace { get; } = new("HALOY047", "Static names without the replace strategy");

    /// <summary>Static names with more than one replica.</summary>
    public static ProblemKind StaticNeedsOneReplica { get; } = new("HALOY048", "Static names with more than one replica");

    /// <summary>Not the name of a variable.</summary>
    public static ProblemKind VariableName { get; } = new("HALOY049", "Not the name of a variable");

    /// <summary>A variable that stands twice.</summary>
    public static ProblemKind VariableTwice { get; } = new("HALOY050", "A variable that stands twice");

    /// <summary>A value with nothing after it.</summary>
    public static ProblemKind EmptyValue { get; } = new("HALOY051", "A value with nothing after it");

    /// <summary>Both a value and a source.</summary>
    public static ProblemKind ValueAndFrom { get; } = new("HALOY052", "Both a value and a source");

    /// <summary>Neither a value nor a source.</summary>
    public static ProblemKind NoValue { get; } = new("HALOY053", "Neither a value nor a source");

    /// <summary>Variables that refer to each other in a circle.</summary>
    public static ProblemKind VariableCycle { get; } = new("HALOY054", "Variables that refer to each other in a circle");

    /// <summary>Not a reference to a secret.</summary>
    public static ProblemKind SecretReference { get; } = new("HALOY055", "Not a reference to a secret");

    /// <summary>An unknown provider of secrets.</summary>
    public static ProblemKind SecretProvider { get; } = new("HALOY056", "An unknown provider of secrets");

    /// <summary>A source of secrets that is not declared.</summary>
    public static ProblemKind UndeclaredSecretSource { get; } = new("HALOY057", "A source of secrets that is not declared");

    /// <summary>A file of secrets that is not there.</summary>
    public static ProblemKind SecretFileMissing { get; } = new("HALOY058", "A file of secrets that is not there");

    /// <summary>A token that is not needed.</summary>
    public static ProblemKind ApiTokenUnused { get; } = new("HALOY059", "A token that is not needed");

    /// <summary>Two build-target names that differ only in capitals.</summary>
    public static ProblemKind BuildTargetNameAlike { get; } = new("HALOY060", "Two build-target names that differ only in capitals");

    /// <summary>A text that is empty.</summary>
    public static ProblemKind EmptyText { get; } = new("HALOY061", "A text that is empty");

    /// <summary>An unknown YAML tag.</summary>
    public static ProblemKind UnknownTag { get; } = new("HALOY062", "An unknown YAML tag");

    /// <summary>Keys of two kinds of builder.</summary>
    public static ProblemKind TwoKindsOfBuilder { get; } = new("HALOY063", "Keys of two kinds of builder");

    /// <summary>Not a project file.</summary>
    public static ProblemKind NotAProject { get; } = new("HALOY064", "Not a project file");

    /// <summary>All of them, in the order of their ids.</summary>
    public static EquatableArray<ProblemKind> All { get; } = EquatableArray.Of(
        EmptyFile,
        SecondDocument,
        Syntax,
        TabInIndentation,
        ListOnKeyLine,
        MissingSpaceAfterColon,
        MissingColon,
        UnclosedQuote,
        InconsistentIndentation,
        UnknownAnchor,
        MergeKey,
        TooLarge,
        DuplicateKey,
        UnknownKey,
        MisplacedTarget,
        WrongShape,
        MissingKey,
        MissingName,
        NotAWholeNumber,
        OutOfRange,
        NotABoolean,
        UnknownChoice,
        AppName,
        TargetKeyNeedsName,
        NoBuildTargetName,
        BuildTargetNameTwice,
        AppNameTwice,
        Server,
        MaxSurge,
        MaxSurgeUnused,
        HealthCheckPath,
        Email,
        Volume,
        Network,
        ImageReference,
        ImageAndImageKey,
        UnknownImageKey,
        BuilderTwice,
        BuildFileMissing,
        PushNeedsRegistry,
        OneReferenceTwoBuilds,
        HistoryCountUnused,
        HostName,
        WildcardHost,
        HostTwice,
        AliasesWithoutDomains,
        StaticNeedsReplace,
        StaticNeedsOneReplica,
        VariableName,
        VariableTwice,
        EmptyValue,
        ValueAndFrom,
        NoValue,
        VariableCycle,
        SecretReference,
        SecretProvider,
        UndeclaredSecretSource,
        SecretFileMissing,
        ApiTokenUnused,
        BuildTargetNameAlike,
        EmptyText,
        UnknownTag,
        TwoKindsOfBuilder,
        NotAProject);
}
