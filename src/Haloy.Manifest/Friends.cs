using System.Runtime.CompilerServices;

// The tests that hold docs/haloy.yaml and haloy.schema.json to the keys that the reader knows.
[assembly: InternalsVisibleTo("Haloy.Schema.Tests")]
