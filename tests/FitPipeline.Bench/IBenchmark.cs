namespace FitPipeline.Bench;

/// <summary>One benchmark: it measures, it never judges.</summary>
internal interface IBenchmark
{
    /// <summary>Its name, for <c>fit bench NAME</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, in one sentence.</summary>
    string What { get; }

    /// <summary>Measures.</summary>
    /// <returns>Metric → number; the metric's name says the unit.</returns>
    Task<IReadOnlyList<(string Metric, double Value)>> RunAsync();
}

/// <summary>Ways of measuring.</summary>
internal static class Measure
{
    /// <summary>The median rate of a piece of work over several rounds, after one to warm up.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="work">Does the work and says how many units it was.</param>
    /// <returns>Units a second.</returns>
    public static double Rate(int rounds, Func<long> work)
    {
        work();
        List<double> rates = [];
        for (int i = 0; i < rounds; i++)
        {
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            long units = work();
            rates.Add(units / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return Percentile(rates, 0.5);
    }

    /// <summary>The value below which this share lies, by nearest rank.</summary>
    public static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values[Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)];
    }
}
