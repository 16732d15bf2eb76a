using System;

// Which build: not by argument, since those are the build's own.
return Environment.GetEnvironmentVariable("TEST_CASE") switch
{
    nameof(Around) => Around.Run(),
    nameof(Overriding) => Overriding.Run(),
    nameof(Defaulting) => Defaulting.Run(),
    nameof(Failing) => Failing.Run(),
    var other => throw new ArgumentException($"There is no build '{other}'."),
};
