using System.Reflection;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Tests;
using FitPipeline.PortContracts;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Tests;

/// <summary>Everything that crosses a boundary, as JSON: shapes in flight are public API.</summary>
public sealed class WireTests
{
    private static readonly JourneyId Id = JourneyId.For(Walk.Practice, "GP-1");

    [Fact]
    public void Given_every_envelope_when_the_worker_writes_it_by_its_runtime_type_then_it_is_as_approved_and_reads_back_the_same()
    {
        object[] envelopes =
        [
            new JourneyRef(Id.Value),
            new JourneyChanged(),
            new JourneyProgress("KitPosted", Walk.Begins),
            new JourneyProgress("Closed", null),
        ];
        Approvals.Matches("tests/FitPipeline.Functions.Tests/Approved/Envelopes.approved.json", string.Join('\n', envelopes.Select(Wire.Write)) + "\n");
        Assert.Equal((JourneyRef)envelopes[0], Wire.Read<JourneyRef>(Wire.Write(envelopes[0])));
        Assert.Equal((JourneyChanged)envelopes[1], Wire.Read<JourneyChanged>(Wire.Write(envelopes[1])));
        Assert.Equal((JourneyProgress)envelopes[2], Wire.Read<JourneyProgress>(Wire.Write(envelopes[2])));
        Assert.Equal((JourneyProgress)envelopes[3], Wire.Read<JourneyProgress>(Wire.Write(envelopes[3])));
    }

    [Fact]
    public void Given_an_envelope_written_by_a_later_version_when_it_is_read_then_what_is_new_does_no_harm()
    {
        JourneyProgress read = Wire.Read<JourneyProgress>("""{"state":"KitPosted","wakeAt":"2026-01-12T09:12:00+00:00","colour":"blue","more":{"a":[1]}}""");
        Assert.Equal(Walk.Begins, read.WakeAt);
    }

    [Fact]
    public void Given_everything_that_crosses_the_durable_boundary_when_it_is_looked_at_then_it_is_a_sealed_record_of_the_one_context()
    {
        Type[] crossing =
        [
            .. typeof(JourneyOrchestrator).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<ActivityTriggerAttribute>() is not null))
                .SelectMany(method => (Type[])[method.GetParameters()[0].ParameterType, .. method.ReturnType.GetGenericArguments()])
                .Distinct(),
        ];
        Assert.Equal([typeof(JourneyProgress), typeof(JourneyRef)], crossing.OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(crossing, type => Assert.True(type.IsSealed, type.Name));
        Assert.All(crossing, type => Assert.NotNull(EnvelopeJson.Default.GetTypeInfo(type)));
    }

    [Fact]
    public async Task Given_every_message_to_another_system_when_it_is_sent_then_it_is_as_approved()
    {
        Recorded sent = new();
        await new SentBookingRequests(sent).AskAsync(Id, Id.Value + ".5.0", default);
        await new SentAnnouncements(sent).PublishAsync(new PathwayAnnouncement(Id.Value + ".2.1", Id, "kit-posted", Walk.Begins), default);
        await new TableDispatches(new Estate().Tables, sent).AddAsync(new KitDispatch(Id.Value + ".1.0", Id, 1, Walk.Begins), default);
        Approvals.Matches(
            "tests/FitPipeline.Functions.Tests/Approved/Messages.approved.txt",
            string.Join('\n', sent.Messages.Select(message => $"{message.Entity} {message.Id} {message.Subject} {message.ContentType}\n{message.Body}")) + "\n");
    }

    private sealed class Recorded : IOutgoing
    {
        internal List<OutgoingMessage> Messages { get; } = [];

        public Task SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            Messages.Add(message);
            return Task.CompletedTask;
        }
    }
}
