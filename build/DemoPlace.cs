using System;
using System.Collections.Generic;

/// <summary>Where the demo deploys to.</summary>
/// <param name="Name">For people.</param>
/// <param name="Environment">What the app's build needs to know.</param>
/// <param name="Options">What stands on its command line besides.</param>
/// <param name="Production">The address of production's server.</param>
/// <param name="Staging">The address of staging's server.</param>
sealed record DemoPlace(string Name, IReadOnlyDictionary<string, string> Environment, string Options, Uri Production, Uri Staging);
