namespace Haloy.Manifest.Validation;

/// <summary>Where something was written.</summary>
internal readonly record struct Place(SourcePosition Position, KeyPath Path)
{
    /// <summary>Of two places that contradict each other, the later one has the problem.</summary>
    public Place OrLater(Place? other) =>
        other is { } place && place.Position.Offset > Position.Offset ? place : this;
}

/// <summary>A value and the place where it was written.</summary>
internal sealed record Written<T>(T Value, Place Place);
