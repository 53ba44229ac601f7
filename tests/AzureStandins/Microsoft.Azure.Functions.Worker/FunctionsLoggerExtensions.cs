namespace Microsoft.Extensions.Logging;

public static class FunctionsLoggerExtensions
{
    private static readonly EventId MetricEvent = new(1, "MS_LogMetric");

    public static void LogMetric(this ILogger logger, string name, double value, IDictionary<string, object>? properties = null)
    {
        Dictionary<string, object> state = properties is null ? [] : new(properties);
        state["Name"] = name;
        state["Value"] = value;
        logger.Log<IDictionary<string, object>>(LogLevel.Information, MetricEvent, state, null, (_, _) => "");
    }
}
