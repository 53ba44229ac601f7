namespace FitPipeline.Infra.Tests;

/// <summary>When a patient may be left behind, a person is told.</summary>
public sealed class AlertTests
{
    private const string Logs = "Microsoft.Insights/scheduledQueryRules";
    private const string Metrics = "Microsoft.Insights/metricAlerts";
    private const string Query = "properties.criteria.allOf.0.";

    private static readonly string[] Measures =
        ["fitpipeline.texts.failed", "fitpipeline.actions.oldest_overdue", "fitpipeline.reconcile.completed", "fitpipeline.sweep.completed"];

    [CompiledFact]
    public void Given_the_ways_of_leaving_somebody_behind_when_they_happen_then_each_has_its_alert()
    {
        Assert.All(Estate.All, estate =>
        {
            Assert.Equal(
                ["failed-texts", "no-reconcile", "no-sweep", "overdue-action", "unread-lab-file"],
                estate.NamesOf(Logs).Select(estate.Short));
            Assert.Equal(
                ["dead-letters", "undelivered-communication", "undelivered-storage"],
                estate.NamesOf(Metrics).Select(estate.Short));
        });
        Assert.Equal(
            ["DeadLetteredCount", "DeadLetteredCount", "DeadletteredMessages"],
            Estate.Prod.Of(Metrics).Select(alert => alert.Text(Query + "metricName")).Order(StringComparer.Ordinal));
    }

    [CompiledFact]
    public void Given_any_alert_when_it_fires_then_it_reaches_every_address_and_there_is_at_least_one()
    {
        Assert.All(Estate.All, estate =>
        {
            Resource people = estate.One("Microsoft.Insights/actionGroups");
            Assert.Equal("true", people.Text("properties.enabled"));
            Assert.Equal(
                BicepCompiler.DeployersEnvironment["FIT_ALERT_EMAILS"].Split(','),
                people.At("properties.emailReceivers")!.AsArray().Select(receiver => receiver!["emailAddress"]!.GetValue<string>()));

            Assert.All(estate.Of(Logs), alert => Assert.Equal([people.Id], alert.Texts("properties.actions.actionGroups")));
            Assert.All(estate.Of(Metrics), alert => Assert.Equal(people.Id, alert.Text("properties.actions.0.actionGroupId")));
            Assert.All(estate.Of(Logs).Concat(estate.Of(Metrics)), alert => Assert.Equal("true", alert.Text("properties.enabled")));
        });
        Assert.Equal(1, Template.Main.Member("alertSettings", "emails")["minLength"]!.GetValue<int>());
    }

    [CompiledFact]
    public void Given_a_day_without_reconciling_when_there_is_nothing_in_the_logs_at_all_then_the_alert_still_fires()
    {
        Resource alert = Alert("no-reconcile");

        // A count is 0 over nothing; a sum or a maximum would be null, and null is never less than one.
        Assert.Contains("summarize value = count()", alert.Text(Query + "query"), StringComparison.Ordinal);
        Assert.Contains("ago(25h)", alert.Text(Query + "query"), StringComparison.Ordinal);
        Assert.Equal("LessThan 1", Bound(alert));
        Assert.Equal("P2D", alert.Text("properties.overrideQueryTimeRange"));
    }

    [CompiledFact]
    public void Given_no_sweep_for_fifteen_minutes_when_there_is_nothing_in_the_logs_at_all_then_the_alert_fires()
    {
        Resource alert = Alert("no-sweep");

        Assert.Contains("summarize value = count()", alert.Text(Query + "query"), StringComparison.Ordinal);
        Assert.Equal("LessThan 1", Bound(alert));
        Assert.Equal(("PT15M", "PT5M"), (alert.Text("properties.windowSize"), alert.Text("properties.evaluationFrequency")));
    }

    [CompiledFact]
    public void Given_the_thresholds_of_prod_when_they_are_deployed_then_they_are_the_parameters()
    {
        Assert.Equal("GreaterThan 240", Bound(Alert("overdue-action")));
        Assert.Equal("GreaterThan 10", Bound(Alert("failed-texts")));
    }

    [CompiledFact]
    public void Given_a_dead_letter_when_it_lies_in_any_queue_then_one_is_enough()
    {
        Resource alert = Estate.Prod.Of(Metrics).Single(alert => Estate.Prod.Short(alert.Name) == "dead-letters");

        Assert.Equal("GreaterThan 0", Bound(alert));
        Assert.Equal("Maximum", alert.Text(Query + "timeAggregation"));
        Assert.Equal(["*"], alert.Texts(Query + "dimensions.0.values"));
        Assert.Equal([Estate.Prod.One("Microsoft.ServiceBus/namespaces").Id], alert.Texts("properties.scopes"));
    }

    [CompiledFact]
    public void Given_what_the_application_reports_when_an_alert_reads_it_then_it_goes_by_the_same_name()
    {
        string application = Sources.Of("functions") + Sources.Of("core");
        string[] queries = [.. Estate.Prod.Of(Logs).Select(alert => alert.Text(Query + "query"))];

        Assert.All(Measures, measure =>
        {
            Assert.Contains($"\"{measure}\"", application, StringComparison.Ordinal);
            Assert.Single(queries, query => query.Contains($"Name == \"{measure}\"", StringComparison.Ordinal));
        });
        Assert.Equal(Measures.Length, queries.Count(query => query.StartsWith("AppMetrics ", StringComparison.Ordinal)));
    }

    [CompiledFact]
    public void Given_an_alert_at_three_in_the_morning_when_somebody_opens_the_guide_then_it_says_what_to_do()
    {
        string guide = Repository.Text("docs", "deploy.md");

        Assert.All(
            Estate.Prod.NamesOf(Logs).Concat(Estate.Prod.NamesOf(Metrics)),
            alert => Assert.Contains($"| `{Estate.Prod.Short(alert)}` |", guide, StringComparison.Ordinal));
    }

    private static string Bound(Resource alert) => $"{alert.Text(Query + "operator")} {alert.Text(Query + "threshold")}";

    private static Resource Alert(string name) => Estate.Prod.Of(Logs).Single(alert => Estate.Prod.Short(alert.Name) == name);
}
