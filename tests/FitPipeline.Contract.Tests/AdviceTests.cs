using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class AdviceTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_question_and_its_answer_stand_on_the_journey_and_each_side_is_given_three_working_days()
    {
        (string journey, _) = await ReferredAsync();
        Answer asked = await SayAsync(journey, "gp", "Is a kit right for someone with a stoma?");
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        JsonObject forTriage = Assert.Single(await BesideAsync(journey, "triage"));
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today, 3), 17), (DateTimeOffset)forTriage["due"]!);

        Answer answered = await SayAsync(journey, "triage", "Please ring us; it depends on the stoma.");
        Assert.Single(await BesideAsync(journey, "practice"));
        JsonArray thread = (JsonArray)answered.Json["advice"]!;
        Assert.Equal(["gp", "triage"], thread.Select(message => (string)message!["by"]!));
        Assert.Equal("Please ring us; it depends on the stoma.", (string?)thread[1]!["text"]);
        Assert.Equal("Referred", answered["state"]);
    }

    [Fact]
    public async Task What_people_write_to_each_other_is_on_the_thread_and_nowhere_else()
    {
        (string journey, _) = await ReferredAsync();
        Answer answer = await SayAsync(journey, "gp", "Quokka quokka quokka.");
        Assert.DoesNotContain("uokka", answer.Json["timeline"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(await BesideAsync(journey, "triage"), item => Assert.DoesNotContain("uokka", item.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_request_again_is_said_once_and_with_other_words_is_a_conflict()
    {
        (string journey, _) = await ReferredAsync();
        string request = Guid.NewGuid().ToString();
        await SayAsync(journey, "gp", "Once.", request);
        Answer again = await SayAsync(journey, "gp", "Once.", request);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Single((JsonArray)again.Json["advice"]!);

        AssertProblem(await SayAsync(journey, "gp", "Something else.", request), HttpStatusCode.Conflict, "X-Request-ID");
    }

    [Fact]
    public async Task A_message_says_something_and_not_a_novel()
    {
        (string journey, _) = await ReferredAsync();
        AssertInvalid(await SayAsync(journey, "gp", ""), "text");
        AssertInvalid(await SayAsync(journey, "gp", new string('a', 4001)), "text");
        Assert.Equal(HttpStatusCode.OK, (await SayAsync(journey, "gp", new string('a', 4000))).Status);
    }

    [Fact]
    public async Task Advice_is_between_the_practice_and_triage_while_the_journey_lasts()
    {
        (string journey, _) = await ReferredAsync();
        AssertProblem(await SayAsync(journey, "kitDesk", "Hello."), HttpStatusCode.Forbidden);
        AssertProblem(await SayAsync("j-00000000000000000000000000", "gp", "Hello."), HttpStatusCode.NotFound);
        await DecideAsync(journey, "withdraw");
        AssertProblem(await SayAsync(journey, "gp", "Hello."), HttpStatusCode.Conflict, "ended");
    }

    private Task<Answer> SayAsync(string journey, string role, string text, string? requestId = null) =>
        PostAsync($"/api/journeys/{journey}/messages", role, new JsonObject { ["text"] = text }, requestId);

    // What lies on the list beside the journey's own next action, which here is the kit desk's.
    private async Task<List<JsonObject>> BesideAsync(string journey, string owner)
    {
        await QuietAsync();
        return [.. (await ListAsync("/api/worklist?owner=" + owner, "admin")).Where(item => (string?)item["journeyId"] == journey)];
    }
}
