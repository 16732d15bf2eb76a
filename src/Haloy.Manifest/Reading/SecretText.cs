using System;
using System.Linq;
using Haloy.Manifest.Targets;
using Haloy.Manifest.Validation;

namespace Haloy.Manifest.Reading;

/// <summary>References to secrets: their form and whether their provider and source are known.</summary>
internal sealed class SecretText(SecretSourceNames declared)
{
    public Finding<string> Parse(string key, string text)
    {
        if (text.IndexOf(':') is var colon and > 0 && !SecretReference.Providers.Contains(text.Substring(0, colon)))
            return UnknownProvider(key, text, text.Substring(0, colon));
        if (SecretReference.TryParse(text) is not { } reference)
            return Malformed(key, text);
        if (reference.Source is null)
            return IsParameterOrVariable(reference) ? Finding<string>.Of(text) : Malformed(key, text);
        return reference.Provider != "sops" || declared.Has(reference.Provider, reference.Source)
            ? Finding<string>.Of(text)
            : Undeclared(reference.Source);
    }

    private static bool IsParameterOrVariable(SecretReference reference) =>
        ScalarTexts.IsVariableName(reference.Provider == "nuke" ? reference.Key.Replace("-", "") : reference.Key);

    private static Complaint Malformed(string key, string text) => new(
        ProblemKinds.SecretReference,
        $"`{key}` is `{ScalarTexts.Quote(text)}`, which is not a reference to a secret.",
        "Write `provider:source.key`, such as `onepassword:shop-db.password`, or `env:NAME`, or `nuke:NAME`.");

    private static Complaint UnknownProvider(string key, string text, string provider)
    {
        var nearest = NearestName.Of(provider, SecretReference.Providers);
        return new Complaint(
            ProblemKinds.SecretProvider,
            $"`{key}` is `{ScalarTexts.Quote(text)}`; there is no provider of secrets `{ScalarTexts.Quote(provider)}`.",
            (nearest is null ? "" : $"Did you mean `{nearest}`? ") + "The providers are `onepassword`, `sops`, `env` and `nuke`.");
    }

    private Complaint Undeclared(string source)
    {
        var names = declared.Of("sops").ToList();
        var nearest = NearestName.Of(source, names);
        return new Complaint(
            ProblemKinds.UndeclaredSecretSource,
            $"The sops source `{ScalarTexts.Quote(source)}` is not declared under `secret_providers`.",
            nearest is not null
                ? $"Did you mean `{nearest}`?"
                : $"Declare its file: `secret_providers: {{ sops: {{ {ScalarTexts.Quote(source)}: {{ file: … }} }} }}`.");
    }
}
