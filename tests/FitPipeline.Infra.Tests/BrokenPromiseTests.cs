namespace FitPipeline.Infra.Tests;

/// <summary>From a line of Bicep to the check that refuses it: what is proved on compiled values elsewhere holds for the files.</summary>
public sealed class BrokenPromiseTests
{
    [CompiledTheory]
    [InlineData("modules/data-storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("modules/task-hub.bicep", "publicNetworkAccess: networkIsolation ?", "publicNetworkAccess: !networkIsolation ?")]
    [InlineData("modules/access.bicep", "var dataContainers = [\n", "var dataContainers = [\n  'undelivered-events'\n")]
    [InlineData("modules/functions.bicep", "    platform: {\n      enabled: true", "    platform: {\n      enabled: false")]
    public void Given_a_line_that_breaks_a_promise_when_the_estate_is_checked_then_it_is_refused(string file, string right, string wrong)
    {
        using InfraCopy copy = new();
        copy.AsItBecomes();
        copy.Change(file, right, wrong);

        Estate broken = Estate.Read("prod broken", copy.File("prod.bicepparam"));

        string[] found =
        [
            .. SecurityTests.Kept.SelectMany(promise => promise.Broken(broken)),
            .. DoorTests.OpenDoors(broken),
            .. AccessTests.Assigned(broken).SequenceEqual(AccessTests.Assigned(Estate.Later)) ? [] : (string[])["other roles"],
        ];
        Assert.Single(found);
    }
}
