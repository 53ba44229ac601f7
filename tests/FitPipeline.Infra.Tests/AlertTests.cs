using System.Text.Json;

namespace FitPipeline.Infra.Tests;

/// <summary>When a patient may be left behind, a person is told.</summary>
public sealed class AlertTests
{
    private static readonly BicepFile Alerts = Estate.Current.Files["modules/alerts.bicep"];

    [Fact]
    public void Given_the_ways_of_leaving_somebody_behind_when_they_happen_then_each_has_its_alert_and_every_alert_reaches_people()
    {
        Assert.Equal(
            ["failed-texts", "no-reconcile", "overdue-action", "unread-lab-file"],
            Alerts.Variable("logAlerts").EnumerateArray().Select(a => a.At("name").Written()).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["DeadLetteredCount", "DeadletteredMessages"],
            Estate.Current.Made("Microsoft.Insights/metricAlerts")
                .Select(a => a.Resource.Body.At("properties", "criteria", "allOf")[0].At("metricName").Written()).Order(StringComparer.Ordinal));

        Assert.All(Estate.Current.Made("Microsoft.Insights/metricAlerts"), alert =>
        {
            Assert.Equal("people.id", alert.Resource.Body.At("properties", "actions")[0].At("actionGroupId").Written());
            Assert.Equal("true", alert.Resource.Body.At("properties", "enabled").Written());
        });
        ResourceDeclaration logs = Estate.Current.Made("Microsoft.Insights/scheduledQueryRules").Single().Resource;
        Assert.Equal("logAlerts", logs.Loop!.Over.Written());
        Assert.Equal(["people.id"], logs.Body.At("properties", "actions", "actionGroups").Strings());
        Assert.Equal("true", logs.Body.At("properties", "enabled").Written());
        Assert.Contains(
            Estate.Current.Files["types.bicep"].Types.Single(t => t.Name == "alertSettings").Members.Single(m => m.Name == "emails").Decorators,
            d => d.Name == "minLength" && d.Arguments[0].GetInt32() == 1);
    }

    [Fact]
    public void Given_a_day_without_reconciling_when_there_is_nothing_in_the_logs_at_all_then_the_alert_still_fires()
    {
        JsonElement alert = Alerts.Variable("logAlerts").EnumerateArray().Single(a => a.At("name").Written() == "no-reconcile");

        // A count is 0 over nothing; a sum or a maximum would be null, and null is never less than one.
        Assert.Contains("summarize value = count()", alert.At("query").Written(), StringComparison.Ordinal);
        Assert.Contains("ago(25h)", alert.At("query").Written(), StringComparison.Ordinal);
        Assert.Equal("LessThan 1", $"{alert.At("operator").Written()} {alert.At("threshold").Written()}");
        Assert.Equal("P2D", alert.At("lookback").Written());
    }

    [Fact]
    public void Given_a_dead_letter_when_it_lies_in_any_queue_then_one_is_enough()
    {
        JsonElement criterion = Alerts.Resources.Single(r => r.Name == "deadLetters").Body.At("properties", "criteria", "allOf")[0];

        Assert.Equal("GreaterThan 0 Maximum", $"{criterion.At("operator").Written()} {criterion.At("threshold").Written()} {criterion.At("timeAggregation").Written()}");
        Assert.Equal(["*"], criterion.At("dimensions")[0].At("values").Strings());
    }

    [Fact]
    public void Given_what_the_application_reports_when_an_alert_reads_it_then_it_goes_by_the_same_name()
    {
        string[] measures = [.. Alerts.Variable("measures").EnumerateObject().Select(m => m.Value.GetString()!)];
        Assert.Equal(["fitpipeline.texts.failed", "fitpipeline.actions.oldest_overdue", "fitpipeline.reconcile.completed"], measures);

        string application = Sources.Of("functions") + Sources.Of("core");
        if (Sources.Of("functions").Length > 0)
        {
            Assert.All(measures, measure => Assert.Contains($"\"{measure}\"", application, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Given_an_alert_at_three_in_the_morning_when_somebody_opens_the_guide_then_it_says_what_to_do()
    {
        string guide = Repository.Text("docs", "deploy.md");

        Assert.All(
            Alerts.Variable("logAlerts").EnumerateArray().Select(a => a.At("name").Written()).Concat(["dead-letters", "undelivered-communication", "undelivered-storage"]),
            alert => Assert.Contains($"`{alert}`", guide, StringComparison.Ordinal));
    }
}
