namespace Haloy.Manifest.Targets;

/// <summary>One source under <c>secret_providers</c>: provider → source → settings.</summary>
/// <param name="Provider">Such as <c>onepassword</c> or <c>sops</c>.</param>
/// <param name="Source">The source's name in the file.</param>
/// <param name="Settings">Its settings (<c>vault</c>, <c>item</c>, <c>file</c> …), as written.</param>
public sealed record SecretSource(string Provider, string Source, EquatableArray<Setting> Settings);

/// <summary>A named text.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The text.</param>
public sealed record Setting(string Name, string Value);
