using NetArchTest.Rules;

namespace FitPipeline.Application.Tests;

/// <summary>Which slice of the application may use which; a use that is not listed here fails.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "FitPipeline.Application.";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Storage"] = [],
        ["Http"] = ["Storage"],
        ["Advice"] = ["Http", "Journeys"],
        ["Booking"] = ["Http", "Journeys", "Storage"],
        ["Journeys"] = ["Booking", "Http", "Laboratory", "People", "Referrals", "Storage", "Worklist"],
        ["Kits"] = ["Http", "Journeys", "People", "Storage", "Worklist"],
        ["Laboratory"] = ["Http", "Journeys", "Kits", "People", "Storage", "Worklist"],
        ["Messaging"] = ["Http", "Journeys", "People", "Storage", "Worklist"],
        ["People"] = ["Http", "Journeys", "Kits", "Messaging", "Storage"],
        ["Practices"] = ["Booking", "Http", "Journeys", "People", "Referrals", "Storage", "Worklist"],
        ["Referrals"] = ["Http", "Journeys", "People"],
        ["Reports"] = ["Booking", "Http", "Journeys", "Messaging", "Storage"],
        ["Worklist"] = ["Http", "Journeys", "Laboratory", "Messaging", "People", "Storage"],
    };

    // Those of the list above that use one another in a circle: a slice leaves this set, and none joins it.
    private static readonly string[] InACircle =
        ["Booking", "Journeys", "Kits", "Laboratory", "Messaging", "People", "Referrals", "Worklist"];

    public static TheoryData<string> Slices => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_uses_only_those_it_may_use(string slice)
    {
        string[] forbidden = [.. Allowed.Keys.Where(other => other != slice && !Allowed[slice].Contains(other)).Select(other => Root + other)];

        TestResult result = Types.InAssembly(typeof(Registration).Assembly)
            .That().ResideInNamespace(Root + slice)
            .ShouldNot().HaveDependencyOnAny(forbidden)
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypes?.Select(type => type.FullName) ?? []));
    }

    [Fact]
    public void Every_namespace_of_the_application_is_a_slice_that_the_list_knows()
    {
        IEnumerable<string> found = typeof(Registration).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) is true)
            .Select(type => type.Namespace![Root.Length..].Split('.')[0])
            .Distinct();

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_slice_joins_those_that_use_one_another_in_a_circle() =>
        Assert.Equal(InACircle, Allowed.Keys.Where(slice => Reached(slice).Contains(slice)).Order(StringComparer.Ordinal));

    private static HashSet<string> Reached(string from)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(Allowed[from]);
        while (open.TryPop(out string? slice))
        {
            if (reached.Add(slice))
            {
                foreach (string next in Allowed[slice])
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }
}
